import type { ApiRequirements } from '../../platform/api/operation.js';
import { wikiPage } from './wiki.js';

/** The page that lists statuses of errors. It is about DDS. */
export const bokbasenErrorPage = wikiPage(62685244, 'Error handling and reporting');
const changes = wikiPage(3195240461, 'Important API-changes');
const authentication = wikiPage(2994962433, 'Authentication Service');

/** Sources of the rules of all Bokbasen APIs. */
export const bokbasenSources = {
  tokens: `${authentication}: client_id, client_secret, audience and grant_type; 401 and 403`,
  audiences: `${changes}: the audience of each service; 403 for a token of another`,
} as const;

/** Statuses that Bokbasen's pages call "40x". 422 is the usual one for an invalid message. */
const REFUSALS = [...Array.from({ length: 10 }, (_, at) => 400 + at), 422];
const anyRefusal = { name: 'a 40x status', statuses: REFUSALS };

/** True for a status that the pages call "40x". */
export function isRefusal(status: number): boolean {
  return REFUSALS.includes(status);
}

/** Refusals of the Order API. Its pages say "40x" only; a page of DDS lists the statuses. */
export function orderRejections(page: string): ApiRequirements['rejections'] {
  const ours = (reason: string): string =>
    `ours: ${reason}; based on ${page}: errors are "40x", and on ${bokbasenErrorPage}, which is about DDS`;
  return {
    schema: {
      status: 400,
      family: anyRefusal,
      level: 'MUST',
      source: `${page}: required fields and allowed values; errors are "40x"`,
    },
    token: { status: 401, level: 'SHOULD', source: ours('the page does not name 401') },
    scope: { status: 403, level: 'SHOULD', source: ours('the page does not name 403 for a token') },
    method: { status: 405, level: 'SHOULD', source: ours('the page does not name 405') },
  };
}

/** Refusals of DDS, whose pages list the statuses. */
export function ddsRejections(page: string): ApiRequirements['rejections'] {
  const must = (status: number, source: string) => ({ status, level: 'MUST' as const, source });
  return {
    schema: {
      ...must(400, `${page}: required attributes, 40x on errors`),
      family: anyRefusal,
    },
    token: must(
      401,
      `${bokbasenErrorPage}: 401, the authentication header is wrong or the token has expired`,
    ),
    scope: must(403, bokbasenSources.audiences),
    method: must(405, `${bokbasenErrorPage}: 405, wrong method`),
  };
}
