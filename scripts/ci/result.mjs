import { choice, CiError, input, jobOutput, outputs } from './platform.mjs';

/** Inputs that decide about the result. */
export function limits() {
  const minCoverage = input('min-coverage') || '0';
  if (!(Number(minCoverage) >= 0 && Number(minCoverage) <= 100))
    throw new CiError(`min-coverage: "${minCoverage}" is not a percentage from 0 to 100`);
  return {
    failOn: choice('fail-on', ['must', 'should', 'never']),
    minCoverage: Number(minCoverage),
    reportDir: input('report-dir') || 'ketenlab-reports',
  };
}

/** Sets the outputs, and fails the job if the report says so. */
export async function conclude(report, { failOn, minCoverage, reportDir }) {
  const { pass, fail, warn, skip, coverage } = report.summary;
  const percentage = Math.round(coverage * 1000) / 10;
  const broken = report.baseline?.unexpected.length ?? fail;
  const reasons = [
    ...(broken > 0 && failOn !== 'never' ? [`requirements of level MUST failed: ${broken}`] : []),
    ...(warn > 0 && failOn === 'should' ? [`requirements of level SHOULD failed: ${warn}`] : []),
    ...(percentage < minCoverage
      ? [`the coverage of ${percentage} % is below ${minCoverage} %`]
      : []),
  ];
  const counts = { passed: pass, failed: fail, warned: warn, skipped: skip, coverage: percentage };
  const result = reasons.length > 0 ? 'failed' : 'passed';
  outputs({ result, ...counts, 'report-dir': reportDir });
  if (reasons.length === 0) return;
  process.stderr.write(`ketenlab: ${reasons.join('; ')}\n`);
  process.exitCode = 1;
}

/** Shows a report that no command has shown. */
export async function show(report, isGitHub) {
  const { renderAnnotations, renderJobLines } = await jobOutput();
  const shown = isGitHub ? renderAnnotations(report) : renderJobLines(report);
  for (const line of shown) process.stdout.write(`${line}\n`);
}
