import type { Requirement } from '../../platform/requirements/requirement.js';
import type { ApiRequirements } from '../../platform/api/operation.js';

/** Sources of the rules of all Bokbasen APIs. */
export const bokbasenSources = {
  errors: 'DDS error codes: 400, 401, 404, 405, 500',
  tokens: 'Authentication: client credentials',
  audiences: 'Important API-changes: the audience of each service; 403 for a token of another',
} as const;

/** Refusals of a Bokbasen API. `level` is that of statuses for which its page says only "40x". */
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
