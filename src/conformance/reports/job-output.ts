import { escapeMarkdown, renderMarkdown } from './markdown.js';
import { escapeInvisible } from './markup.js';
import {
  isCause,
  type ConformanceReport,
  type ReportedViolation,
  type RequirementResult,
} from './report.js';
import { summaryLines } from './text.js';

/**
 * Annotations and summaries of a CI job are visible to everybody who sees the repository. They have no values of messages, which
 * may be personal data; the reports have them.
 */
const HIDDEN = '(in the report)';

/** Renders the summary of a CI job, in Markdown. */
export function renderJobSummary(report: ConformanceReport): string {
  const { subject, requirements } = report;
  return renderMarkdown({
    ...report,
    subject:
      subject.kind === 'runner'
        ? { ...subject, target: withoutCredentials(subject.target) }
        : subject,
    requirements: requirements.map((one) => ({
      ...one,
      findings: one.findings.map(withoutValues),
    })),
  });
}

/** Renders workflow commands of GitHub Actions: an annotation for each cause. */
export function renderAnnotations({ requirements }: ConformanceReport): string[] {
  return requirements.filter(isCause).map((result) => {
    const command = result.verdict === 'fail' ? 'error' : 'warning';
    return `::${command} title=${escapedProperty(result.id)}::${escapedData(messageOf(result))}`;
  });
}

/** Renders the output of a job elsewhere: a line for each cause, and the summary. */
export function renderJobLines(report: ConformanceReport): string[] {
  const causes = report.requirements.filter(isCause);
  return [
    ...causes.map((one) => `${one.verdict.toUpperCase()} ${one.id} ${messageOf(one)}`),
    ...summaryLines(report),
  ].map((line) => escapeInvisible(line.replaceAll(/\s+/g, ' ')));
}

/** Renders an error in the configuration as a workflow command. */
export function renderErrorAnnotation(message: string): string {
  return `::error title=Ketenlab::${escapedData(message)}`;
}

/** Renders an error in the configuration for the summary of a job. */
export function renderErrorSummary(message: string): string {
  return `## Ketenlab\n\n- **error**: ${escapeMarkdown(message)}\n`;
}

/** The sentence of a requirement, and its first violation. */
function messageOf({ text, findings }: RequirementResult): string {
  const [first] = findings.map(withoutValues);
  if (!first) return text;
  const place = first.pointer === '' ? '' : ` at ${first.pointer}`;
  return `${text}: expected ${first.expected}, seen ${first.seen}${place}`;
}

function withoutValues(finding: ReportedViolation): ReportedViolation {
  const { expected, seen } = finding;
  return { ...finding, expected: withoutPersonalIds(expected), seen: kindOf(seen) };
}

/** Kind of a seen value: its type, an HTTP status, or that there is none. */
function kindOf(seen: string): string {
  const kind = /^(?:missing|a field|array|object|null)$|^(?:string|number|boolean)(?= )|^\d{3}\b/;
  return kind.exec(seen)?.[0] ?? HIDDEN;
}

/** An expected value can be one of an earlier message. */
function withoutPersonalIds(text: string): string {
  return text.replaceAll(/[^\s"]+@[^\s"]+|https?:\/\/[^\s"]+/g, '…');
}

function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}

/** Characters that end a workflow command or a property of it. */
function escapedData(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(value: string): string {
  return escapedData(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
