import { Delete, Get, HttpCode, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequirementCatalogue } from '../../conformance/recorder/requirement-catalogue.js';
import { reportFormats, type ReportFormat } from '../../conformance/reports/formats.js';
import { ReportBuilder } from '../../conformance/recorder/report-builder.js';
import { ConformanceRecorder } from '../../conformance/recorder/conformance-recorder.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { ReportView } from './conformance.messages.js';
import { ControlOperation, WorkspaceController } from '../http/control-routes.js';
import { DocumentedQuery, QueryParameter } from '../http/query-parameters.js';

const names = Object.keys(reportFormats) as ReportFormat[];

class ConformanceQuery {
  @QueryParameter(
    {
      description: 'Format of the report; default: as the Accept header requests',
      schema: { type: 'string', enum: names },
    },
    `one of ${names.join(', ')}`,
    (text) => names.find((name) => name === text),
  )
  format?: ReportFormat;

  @QueryParameter(
    {
      description:
        'Report only on this party: its requirements, and what it sent or answered itself',
      schema: { type: 'string', example: '{{receiver}}' },
    },
    'text',
  )
  party?: string;
}

@WorkspaceController('/conformance', 'Conformance')
export class ConformanceController {
  constructor(
    private readonly reporting: ReportBuilder,
    private readonly recorder: ConformanceRecorder,
    private readonly catalogue: RequirementCatalogue,
  ) {}

  @Get()
  @ControlOperation('Get the conformance report of the partner that used this workspace', {
    content: Object.fromEntries(
      names.map((name) => [
        reportFormats[name].mediaType,
        name === 'json' ? { $ref: getSchemaPath(ReportView) } : { type: 'string' },
      ]),
    ),
    problems: { 400: 'A parameter is invalid' },
  })
  @ApiExtraModels(ReportView)
  @DocumentedQuery(ConformanceQuery)
  async getConformanceReport(
    @Param('ws') workspace: string,
    @Query() { format, party }: ConformanceQuery,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    this.assertKnownParty(party);
    const subject = {
      kind: 'workspace' as const,
      workspace,
      ...(party !== undefined && { party }),
    };
    const report = await this.reporting.report(workspace, { subject, party });
    const { mediaType, write } = reportFormats[format ?? accepted(headers.accept)];
    void reply.header('content-type', mediaType).header('cache-control', 'no-store');
    return write(report);
  }

  @Delete()
  @HttpCode(204)
  @ControlOperation('Remove the recorded results, which a reset keeps', { status: 204 })
  deleteConformanceResults(@Param('ws') workspace: string): Promise<void> {
    return this.recorder.clear(workspace);
  }

  private assertKnownParty(party: string | undefined): void {
    const { parties } = this.catalogue;
    if (party === undefined || parties.includes(party)) return;
    const expected = `one of ${parties.join(', ')}`;
    throw problemDetails.schemaIncorrect([{ path: 'party', expected, seen: party }]);
  }
}

/** First report format in an Accept header; JSON if it has none. */
function accepted(accept = ''): ReportFormat {
  const mediaTypes = accept.split(',').map((range) => range.split(';')[0]?.trim());
  const formats = mediaTypes.flatMap((type) =>
    names.filter((name) => reportFormats[name].mediaType.split(';')[0] === type),
  );
  return formats[0] ?? 'json';
}
