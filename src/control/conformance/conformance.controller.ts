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

const names = Object.keys(reportFormats) as ReportFormat[];

@WorkspaceController('/conformance', 'Conformance')
export class ConformanceController {
  private readonly parties: string[];

  constructor(
    private readonly reporting: ReportBuilder,
    private readonly recorder: ConformanceRecorder,
    catalogue: RequirementCatalogue,
  ) {
    const who = catalogue.all.flatMap(({ requirement }) => requirement.actors);
    this.parties = [...new Set(who.map((one) => one.split(' ')[0] ?? ''))];
  }

  @Get()
  @ControlOperation('Judge the partner that used this workspace, requirement by requirement', {
    answers: ReportView,
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
    @Query() query: Record<string, string | string[] | undefined>,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { format = accepted(headers.accept), party } = this.read(query);
    const subject = { kind: 'workspace' as const, workspace };
    const report = await this.reporting.report(workspace, { subject, party });
    const { mediaType, write } = reportFormats[format];
    void reply.header('content-type', mediaType).header('cache-control', 'no-store');
    return write(report);
  }

  @Delete()
  @HttpCode(204)
  @ControlOperation('Forget what was judged: a reset keeps it', { status: 204 })
  clear(@Param('ws') workspace: string): Promise<void> {
    return this.recorder.clear(workspace);
  }

  private read(query: Record<string, string | string[] | undefined>): {
    format?: ReportFormat;
    party?: string;
  } {
    const known = { format: names as string[], party: this.parties };
    const faults = Object.entries(query).flatMap(([name, value]) => {
      const values = known[name as keyof typeof known];
      if (values?.includes(value as string)) return [];
      const expected = `one of ${(values ?? Object.keys(known)).join(', ')}`;
      return [{ path: name, expected, seen: String(value) }];
    });
    if (faults.length > 0) throw problemDetails.schemaIncorrect(faults);
    return query;
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
