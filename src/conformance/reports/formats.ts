import type { ConformanceReport } from './report.js';
import { renderBadge } from './badge.js';
import { renderHtml } from './html.js';
import { renderJunit } from './junit.js';
import { renderMarkdown } from './markdown.js';

export type ReportFormat = 'json' | 'junit' | 'html' | 'markdown' | 'badge';

/** Formats of a report, each with its media type. */
export const reportFormats: Record<
  ReportFormat,
  { mediaType: string; write: (report: ConformanceReport) => string }
> = {
  json: { mediaType: 'application/json', write: (report) => JSON.stringify(report, null, 2) },
  junit: { mediaType: 'application/xml', write: renderJunit },
  html: { mediaType: 'text/html; charset=utf-8', write: renderHtml },
  markdown: { mediaType: 'text/markdown; charset=utf-8', write: renderMarkdown },
  badge: { mediaType: 'image/svg+xml', write: renderBadge },
};
