import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportFormats } from '../conformance/reports/formats.js';
import type { ConformanceReport } from '../conformance/reports/report.js';
import {
  ConfigurationError,
  type RunOptions,
} from '../conformance/runner/configuration/options.js';
import {
  readOptions,
  type CommandLineOptions,
} from '../conformance/runner/configuration/read-options.js';
import { renderText } from '../conformance/reports/text.js';
import { suites } from '../conformance/suites/index.js';
import { basePathOf } from '../platform/api/served-role.js';
import { roles } from '../roles/index.js';
import { counterpartsOf, runConformance } from './conformance-sandbox.js';

const reportFiles = {
  'conformance.json': reportFormats.json,
  'conformance.junit.xml': reportFormats.junit,
  'conformance.html': reportFormats.html,
  'conformance.svg': reportFormats.badge,
};

/**
 * `ketenlab conformance`: tests a partner's server. Exit code 0: no MUST failed, 1: a MUST failed,
 * 2: configuration error.
 */
export async function conformance(commandLine: CommandLineOptions): Promise<void> {
  try {
    const configurations = suites.flatMap(({ configuration }) => configuration ?? []);
    const options = readOptions(commandLine, roles, configurations);
    createReportFolder(options.reportDir);
    const report = await runConformance(options, (url) => {
      process.stdout.write(describeCallbacks(url, options));
    });
    writeReports(report, options.reportDir);
    process.stdout.write(
      `${renderText(report)}\n${describeOptionalConfiguration(report, options)}  Reports in ${options.reportDir}\n`,
    );
    const { pass, fail, warn } = report.summary;
    if (pass + fail + warn === 0)
      throw new ConfigurationError(
        'no requirement was tested; the reasons are in the SKIP lines above',
      );
    process.exitCode = (report.baseline?.unexpected.length ?? fail) > 0 ? 1 : 0;
  } catch (error) {
    const message = describeUsageError(error as NodeJS.ErrnoException);
    if (message === undefined) throw error;
    process.stderr.write(`ketenlab: ${message}\n`);
    process.exitCode = 2;
  }
}

function describeCallbacks(url: string, { role, target, callback }: RunOptions): string {
  const counterparts = counterpartsOf(role).filter(({ name }) => name !== role);
  return [
    `  Testing ${role} at ${target}`,
    ...counterparts.flatMap(({ name, apis, family }) => [
      `  Send requests for ${name} to ${url}${basePathOf({ name, apis })}`,
      `  with a token from ${url}${family.tokenUrl(name)} for the client ${callback.clientId}`,
    ]),
    '',
    '',
  ].join('\n');
}

/** Lists the optional configuration, if requirements were skipped that can be tested. */
function describeOptionalConfiguration(
  { requirements }: ConformanceReport,
  { role }: RunOptions,
): string {
  if (!requirements.some(({ verdict, excused }) => verdict === 'skip' && !excused)) return '';
  const hints = suites
    .filter(({ api }) => role in api.parties)
    .flatMap((suite) => suite.optionalConfiguration);
  return [
    '  With these settings in --config, more requirements can be tested:',
    ...hints.map((hint) => `    ${hint}`),
    '',
  ].join('\n');
}

function createReportFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new ConfigurationError(`--report-dir ${folder}: ${(error as Error).message}`);
  }
}

function writeReports(report: ConformanceReport, folder: string): void {
  for (const [name, { write: text }] of Object.entries(reportFiles))
    writeFileSync(join(folder, name), text(report));
}

function describeUsageError(error: NodeJS.ErrnoException & { port?: number }): string | undefined {
  if (error instanceof ConfigurationError) return error.message;
  if (error.code === 'EADDRINUSE')
    return `port ${error.port} is in use; choose another port with --listen`;
  return undefined;
}
