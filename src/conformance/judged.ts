import type { Requirement } from '../kernel/contract/requirement.js';
import { adviceOn } from './advice.js';
import type { Asking } from './catalogue.js';
import { curlOf, originOf } from './proof.js';
import type { Departed, Judged, Proof, Verdict } from './report.js';
import type { Kept, Tally } from './tally.js';

/** What a verdict is told with. */
interface Around {
  exchanges: Readonly<Record<string, Proof>>;
  /** Why it was not judged, where that is known. */
  reason: string | undefined;
  /** Who is judged, and at which URL, where that is known. */
  party: string | undefined;
  target: string | undefined;
  /** Both readings of a rule, in words. */
  readingsOf: (rule: string) => string | undefined;
}

/** What is said of a requirement that was seen to be met, or departed from, so often. */
export function judgedOf({ requirement, contract }: Asking, tally: Tally, around: Around): Judged {
  const { id, level, text, source, who, excused } = requirement;
  const { held, departed, findings, first, last } = tally;
  const verdict = verdictOf(requirement, tally);
  return {
    id,
    level,
    text,
    source,
    who: [...who],
    contract: contract.name,
    verdict,
    ...(verdict === 'skip' && {
      reason: excused ?? around.reason ?? 'Nothing was seen by which to judge it',
    }),
    ...(excused !== undefined && { excused: true }),
    ...(verdict === 'skip' && !excused && { next: adviceOn(requirement, contract, around.party) }),
    held,
    departed,
    findings: findings.map((kept) => departedOf(kept, requirement, around)),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
  };
}

function verdictOf({ level, excused }: Requirement, { held, departed }: Tally): Verdict {
  if (excused !== undefined || held + departed === 0) return 'skip';
  if (departed === 0 || level === 'INFO') return 'pass';
  return level === 'MUST' ? 'fail' : 'warn';
}

function departedOf(
  { exchange, test, ...departure }: Kept,
  { rule }: Requirement,
  { exchanges, target, readingsOf }: Around,
): Departed {
  const proof = exchange === undefined ? undefined : exchanges[exchange];
  const readings = rule === undefined ? undefined : readingsOf(rule);
  return {
    ...departure,
    ...(proof && { curl: curlOf(proof, originOf(proof, target)), exchange: proof.id }),
    ...(test !== undefined && { test }),
    ...(readings !== undefined && { readings }),
  };
}
