import type { Report } from './report.js';
import { badgeOf } from './badge.js';
import { htmlOf } from './html.js';
import { junitOf } from './junit.js';

export type FormatName = 'json' | 'junit' | 'html' | 'badge';

/** The forms of a report. */
export const formats: Record<FormatName, { mediaType: string; write: (report: Report) => string }> =
  {
    json: { mediaType: 'application/json', write: (report) => JSON.stringify(report, null, 2) },
    junit: { mediaType: 'application/xml', write: junitOf },
    html: { mediaType: 'text/html; charset=utf-8', write: htmlOf },
    badge: { mediaType: 'image/svg+xml', write: badgeOf },
  };
