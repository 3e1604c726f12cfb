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
import { missingSettings } from '../conformance/runner/missing-settings.js';
import { Progress } from '../conformance/runner/progress.js';
import { suites } from '../conformance/suites/index.js';
import { basePathOf } from '../platform/api/served-role.js';
import { startTicker } from '../platform/time/time.js';
import { roles } from '../roles/index.js';
import { runOutputs, type RunOutput, type RunOutputName } from './conformance-output.js';
import { counterpartsOf, runConformance } from './conformance-sandbox.js';
import { ownValue } from '../platform/validation/own-value.js';

const reportFiles = {
  'conformance.json': reportFormats.json,
  'conformance.junit.xml': reportFormats.junit,
  'conformance.html': reportFormats.html,
  'conformance.md': reportFormats.markdown,
  'conformance.svg': reportFormats.badge,
};

/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 2_000;

/**
 * `ketenlab conformance`: tests a partner's server. Exit code 0: no MUST failed, 1: a MUST failed or
 * too few requirements were tested, 2: configuration error.
 */
export async function conformance({
  format = 'text',
  ...commandLine
}: CommandLineOptions & { format?: RunOutputName }): Promise<void> {
  const output = runOutputs[format];
  try {
    const configurations = suites.flatMap(({ configuration }) => configuration ?? []);
    const options = readOptions(commandLine, roles, configurations);
    createReportFolder(options.reportDir);
    output.note(`  Testing ${options.role} at ${describeTargets(options)}\n`);
    const report = await runWithReports(options, output);
    output.report(report);
    output.note(describeMissingSettings(report));
    output.note(`  Reports in ${options.reportDir}\n`);
    process.exitCode = exitCodeOf(report, options);
  } catch (error) {
    const message = describeUsageError(error as NodeJS.ErrnoException);
    if (message === undefined) throw error;
    process.stderr.write(`ketenlab: ${message}\n`);
    process.exitCode = 2;
  }
}

/** Runs the tests and writes the reports, also when the partner could not be tested. */
async function runWithReports(options: RunOptions, output: RunOutput): Promise<ConformanceReport> {
  const progress = new Progress(output.testFinished);
  const stopTicker = startTicker(PROGRESS_MS, () => {
    output.progress(progress.state);
  });
  try {
    const onListening = (url: string): void => {
      output.note(describeCallbacks(url, options));
    };
    const report = await runConformance(options, { onListening, progress });
    writeReports(report, options.reportDir);
    return report;
  } catch (error) {
    if (error instanceof ConfigurationError && error.report)
      writeReports(error.report, options.reportDir);
    throw error;
  } finally {
    stopTicker();
  }
}

function exitCodeOf({ summary, baseline }: ConformanceReport, { minCoverage }: RunOptions): number {
  const { pass, fail, warn, coverage } = summary;
  if (pass + fail + warn === 0)
    throw new ConfigurationError(
      'no requirement was tested; the reasons are in the SKIP lines above',
    );
  const isBroken = (baseline?.unexpected.length ?? fail) > 0;
  const isTooLittle = minCoverage !== undefined && coverage * 100 < minCoverage;
  if (isTooLittle)
    process.stderr.write(
      `ketenlab: the coverage of ${Math.round(coverage * 1000) / 10} % is below ` +
        `--min-coverage ${minCoverage}\n`,
    );
  return isBroken || isTooLittle ? 1 : 0;
}

function describeTargets({ target, targets = {}, apis }: RunOptions): string {
  const own = Object.entries(targets).map(([api, url]) => `${url} (${api})`);
  const isUsed = apis?.every((api) => ownValue(targets, api) !== undefined) !== true;
  return [...(isUsed ? [target] : []), ...own].join(', ');
}

function describeCallbacks(url: string, { role, callback }: RunOptions): string {
  const counterparts = counterpartsOf(role).filter(({ name }) => name !== role);
  return [
    ...counterparts.flatMap(({ name, apis, family }) => [
      `  Send requests for ${name} to ${url}${basePathOf({ name, apis })}`,
      `  with a token from ${url}${family.tokenUrl(name)} for the client ${callback.clientId}`,
    ]),
    '',
    '',
  ].join('\n');
}

/** Lists the settings without which requirements were skipped. */
function describeMissingSettings({ requirements }: ConformanceReport): string {
  const missing = missingSettings(requirements, suites);
  if (missing.length === 0) return '';
  return [
    '  With these settings in --config, more requirements can be tested:',
    ...missing.map((hint) => `    ${hint}`),
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
