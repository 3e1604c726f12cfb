import { renderMarkdown } from './markdown.js';
import {
  isCause,
  type ConformanceReport,
  type ReportedViolation,
  type RequirementResult,
} from './report.js';

/**
 * Annotations and summaries of a CI job are visible to everybody who sees the repository. They have no values of messages, which
 * may be personal data; the reports have them.
 */
const HIDDEN = 'a value that only the report shows';

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
  return requirements.filter(isCause).map(annotationOf);
}

/** Renders one error in the configuration as a workflow command. */
export function renderErrorAnnotation(message: string): string {
  return `::error title=Ketenlab::${escapedData(message)}`;
}

function annotationOf({ id, verdict, text, findings }: RequirementResult): string {
  const [first] = findings.map(withoutValues);
  const place = first?.pointer ? ` at ${first.pointer}` : '';
  const detail = first ? `: expected ${first.expected}, seen ${first.seen}${place}` : '';
  const command = verdict === 'fail' ? 'error' : 'warning';
  return `::${command} title=${escapedProperty(id)}::${escapedData(text + detail)}`;
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
