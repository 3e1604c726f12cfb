import { Delete, Get, HttpCode, Param, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiQuery } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequirementCatalogue } from '../../conformance/recorder/requirement-catalogue.js';
import { reportFormats, type ReportFormat } from '../../conformance/reports/formats.js';
import { ReportBuilder } from '../../conformance/recorder/report-builder.js';
import { ConformanceRecorder } from '../../conformance/recorder/conformance-recorder.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { ReportView } from './conformance.messages.js';
import { ControlOperation, WorkspaceController } from '../http/control-routes.js';
import { QueryParameter } from '../http/query-parameters.js';

const names = Object.keys(reportFormats) as ReportFormat[];

class ConformanceQuery {
  @QueryParameter(`one of ${names.join(', ')}`, (text) => names.find((name) => name === text))
  format?: ReportFormat;

  @QueryParameter('text')
  party?: string;
}

@WorkspaceController('/conformance', 'Conformance')
export class ConformanceController {
  private readonly parties: string[];

  constructor(
    private readonly reporting: ReportBuilder,
    private readonly recorder: ConformanceRecorder,
    catalogue: RequirementCatalogue,
  ) {
    const actors = catalogue.all.flatMap(({ requirement }) => requirement.actors);
    this.parties = [...new Set(actors.map((one) => one.split(' ')[0] ?? ''))];
  }

  @Get()
  @ControlOperation('Judge the partner that used this workspace, requirement by requirement', {
    response: ReportView,
    problems: { 400: 'A wrong parameter' },
  })
  @ApiProduces(...names.map((name) => reportFormats[name].mediaType))
  @ApiQuery({
    name: 'format',
    required: false,
    enum: names,
    description: 'When absent, Accept decides',
  })
  @ApiQuery({
    name: 'party',
    required: false,
    description: 'Only what this party has to meet, as client or as server',
    example: '{{receiver}}',
  })
  async judge(
    @Param('ws') workspace: string,
    @Query() { format, party }: ConformanceQuery,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    this.assertKnownParty(party);
    const subject = { kind: 'workspace' as const, workspace };
    const report = await this.reporting.report(workspace, { subject, party });
    const { mediaType, write } = reportFormats[format ?? accepted(headers.accept)];
    void reply.header('content-type', mediaType).header('cache-control', 'no-store');
    return write(report);
  }

  @Delete()
  @HttpCode(204)
  @ControlOperation('Forget what was judged: a reset keeps it', { status: 204 })
  clear(@Param('ws') workspace: string): Promise<void> {
    return this.recorder.clear(workspace);
  }

  private assertKnownParty(party: string | undefined): void {
    if (party === undefined || this.parties.includes(party)) return;
    const expected = `one of ${this.parties.join(', ')}`;
    throw problemDetails.schemaIncorrect([{ path: 'party', expected, seen: party }]);
  }
}

/** The first form that an Accept names; JSON when it names none of them. */
function accepted(accept = ''): ReportFormat {
  const request = accept.split(',').map((one) => one.split(';')[0]?.trim());
  const found = request.flatMap((type) =>
    names.filter((name) => reportFormats[name].mediaType.split(';')[0] === type),
  );
  return found[0] ?? 'json';
}
