import type { ApiRequirements } from '../../platform/api/operation.js';

/** Sources of the rules of all Edu-V APIs. */
export const eduvSources = {
  versions: 'Versiebeheer 1.0.0 (wiki page 9437200)',
  m2m: 'M2M identificatie, authenticatie en autorisatie 0.9.2 (wiki page 10846209)',
  profile: 'NL GOV Assurance profile for OAuth 2.0; RFC 6750',
  codes: 'Status- en foutcodes v0.0.4 (wiki page 81625095)',
  rfc61: 'RFC-61 (released April 2026)',
} as const;

/** Refusals of an Edu-V provider. */
export function eduvRejections(api: string): ApiRequirements['rejections'] {
  const { m2m, codes, rfc61 } = eduvSources;
  const must = (status: number, source: string) => ({ status, level: 'MUST' as const, source });
  return {
    schema: must(400, `${api}, response 400; ${codes}: 0011 Schema incorrect`),
    token: must(401, `${api}, response 401; ${m2m}`),
    scope: must(401, `${codes}: 0021 scope required; ${rfc61}`),
    method: {
      status: 405,
      level: 'SHOULD',
      source: `ours: RFC 9110 §15.5.6 obliges nobody to answer 405; ${api}, paths: they support no other method`,
    },
    role: must(405, `${api}, response 405: of a party that does not provide the endpoint`),
  };
}
