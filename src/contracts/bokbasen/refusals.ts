import type { Asked } from '../../kernel/contract/duties.js';
import type { Requirement } from '../../kernel/contract/requirement.js';

/** Where the rules of all Bokbasen APIs are written. */
export const sources = {
  errors: 'DDS error codes: 400, 401, 404, 405, 500',
  tokens: 'Authentication: client credentials',
  audiences: 'Important API-changes: the audience of each service; 403 for a token of another',
} as const;

/** How a Bokbasen API refuses a call; the level of what its own page leaves to "40x". */
export function refusals(page: string, level: Requirement['level']): Asked['refusals'] {
  const { errors, tokens, audiences } = sources;
  return {
    schema: { status: 400, level, source: `${page}; ${errors}` },
    token: { status: 401, level: 'MUST', source: `${tokens}; ${errors}` },
    scope: { status: 403, level: 'MUST', source: audiences },
    method: { status: 405, level, source: `${errors}; RFC 9110 §15.5.6` },
  };
}
