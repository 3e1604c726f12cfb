import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { renderAnnotations, renderJobSummary } from '../conformance/reports/job-output.js';
import type { ConformanceReport } from '../conformance/reports/report.js';
import { renderText, summaryLines } from '../conformance/reports/text.js';
import type { FinishedTest, ProgressState } from '../conformance/runner/progress.js';
import { environment } from '../app/read-config.js';

/** Output of a run, in one of the formats of `--format`. */
export interface RunOutput {
  /** Explanations for a person. */
  note: (text: string) => void;
  testFinished: (test: FinishedTest) => void;
  progress: (state: ProgressState) => void;
  report: (report: ConformanceReport) => void;
}

const write = (text: string): void => void process.stdout.write(text);

const text: RunOutput = {
  note: write,
  testFinished: () => undefined,
  progress: (state) => {
    if (process.stdout.isTTY) write(`  ${describeProgress(state)}\n`);
  },
  report: (report) => {
    write(`${renderText(report)}\n`);
  },
};

/** One JSON value per line: tests as they end, progress, results, and the summary. */
const ndjson: RunOutput = {
  note: () => undefined,
  testFinished: (test) => {
    writeLine({ type: 'test', ...test });
  },
  progress: (state) => {
    writeLine({ type: 'progress', ...state });
  },
  report: ({ requirements, summary, subject, preflight, baseline }) => {
    for (const check of preflight) writeLine({ type: 'preflight', ...check });
    for (const result of requirements) writeLine({ type: 'requirement', ...result });
    writeLine({ type: 'summary', subject, ...summary, ...(baseline && { baseline }) });
  },
};

function writeLine(value: object): void {
  write(`${JSON.stringify(value)}\n`);
}

/** Workflow commands of GitHub Actions: an annotation for each cause, and the summary of the job. */
const github: RunOutput = {
  ...text,
  report: (report) => {
    // A message of the partner may look like a workflow command.
    const stop = randomUUID();
    write(`::group::Requirements\n::stop-commands::${stop}\n`);
    write(`${renderText(report)}\n::${stop}::\n::endgroup::\n`);
    for (const annotation of renderAnnotations(report)) write(`${annotation}\n`);
    write(`${summaryLines(report).join('\n')}\n`);
    const file = environment['GITHUB_STEP_SUMMARY'];
    if (file !== undefined && file !== '') appendFileSync(file, renderJobSummary(report));
  },
};

export const runOutputs = { text, ndjson, github };
export type RunOutputName = keyof typeof runOutputs;

/** The state of a run in one line. */
export function describeProgress({ done, total, running, waiting }: ProgressState): string {
  if (total === 0) return 'checking the configuration';
  const [longest] = waiting;
  const [current] = running;
  const now =
    longest === undefined
      ? (current ?? 'the next test')
      : `waiting for ${longest.operation} (${seconds(longest.elapsedMs)} s, at most ${seconds(longest.timeoutMs)} s)`;
  return `${done} of ${total} tests: ${now}`;
}

function seconds(ms: number): number {
  return Math.round(ms / 1000);
}
