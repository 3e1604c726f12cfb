import type { Requirement } from '../../platform/requirements/requirement.js';
import type { ApiRequirements } from '../../platform/api/operation.js';

/** Where the rules of all Bokbasen APIs are written. */
export const bokbasenSources = {
  errors: 'DDS error codes: 400, 401, 404, 405, 500',
  tokens: 'Authentication: client credentials',
  audiences: 'Important API-changes: the audience of each service; 403 for a token of another',
} as const;

/** How a Bokbasen API refuses a call; the level of what its own page leaves to "40x". */
export function bokbasenRejections(
  page: string,
  level: Requirement['level'],
): ApiRequirements['rejections'] {
  const { errors, tokens, audiences } = bokbasenSources;
  return {
    schema: { status: 400, level, source: `${page}; ${errors}` },
    token: { status: 401, level: 'MUST', source: `${tokens}; ${errors}` },
    scope: { status: 403, level: 'MUST', source: audiences },
    method: { status: 405, level, source: `${errors}; RFC 9110 §15.5.6` },
  };
}
