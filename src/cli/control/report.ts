import { reportFormats, type ReportFormat } from '../../conformance/reports/formats.js';
import type { ConformanceReport } from '../../conformance/reports/report.js';
import { renderText } from '../../conformance/reports/text.js';
import { exitCodes, Failure } from '../failure.js';
import { ControlClient, type ControlOptions } from './control-client.js';

/** Formats of `ketenlab report`. */
export type ReportOutput = ReportFormat | 'text';

interface ReportOptions extends ControlOptions {
  party?: string;
  format?: ReportOutput;
}

/** `ketenlab report`: prints the results of the traffic of a workspace. The exit code is 1 if a MUST failed, or nothing was tested. */
export async function printReport({ party, format, ...options }: ReportOptions): Promise<void> {
  const query = new URLSearchParams({ format: 'json', ...(party !== undefined && { party }) });
  const client = new ControlClient(options);
  const report = await client.inWorkspace<ConformanceReport>(
    'GET',
    `conformance?${query.toString()}`,
  );
  const output = format ?? (options.json ? 'json' : 'text');
  const text = output === 'text' ? renderTested(report) : reportFormats[output].write(report);
  process.stdout.write(`${text.trimEnd()}\n`);
  const { pass, fail, warn } = report.summary;
  if (pass + fail + warn === 0) throw new Failure(untestedText(party, options.workspace));
  if (fail > 0) process.exitCode = exitCodes.failed;
}

/** Renders the requirements that the traffic tested: most are not. */
function renderTested(report: ConformanceReport): string {
  const requirements = report.requirements.filter(({ verdict }) => verdict !== 'skip');
  return renderText({ ...report, requirements });
}

function untestedText(party: string | undefined, workspace: string): string {
  const whose = party === undefined ? '' : ` of the ${party}`;
  return `no message${whose} has reached the workspace ${workspace}; check the base URLs and the client of your system`;
}
