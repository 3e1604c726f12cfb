import type { Requirement } from '../../platform/requirements/requirement.js';

/**
 * Result of a requirement. `fail`: a MUST failed; `warn`: a SHOULD failed; `skip`: it was not
 * tested.
 */
export type Verdict = 'pass' | 'fail' | 'warn' | 'skip';

/**
 * Part that causes a finding: the connection of partner and sandbox, the partner's code, or the
 * sandbox.
 */
export type Cause = 'configuration' | 'implementation' | 'sandbox';

/** One violation of a requirement. */
export interface ReportedViolation {
  /** Operation of the partner's API: `PUT /orders (putOrder)`. Absent: the message belongs to none. */
  operation?: string;
  /** JSON Pointer into the message, or a line of an XML document; empty: the whole message. */
  pointer: string;
  expected: string;
  seen: string;
  cause: Cause;
  /**
   * Command that repeats the call, with the token as the variable TOKEN. For a message that the
   * runner received, it is the call that triggered it. Absent: the partner makes the call.
   */
  curl?: string;
  /** Command that gets that token, without the secret. */
  token?: string;
  /** Name of the test of the runner; absent: the recorder checked a message that passed. */
  test?: string;
  /** State of the partner before the call, in words. */
  before?: string | undefined;
  /** Interpretations of the sources if they disagree, and the one that is set. */
  readings?: string;
  /** Key in `exchanges`. */
  exchange?: string;
  /** Key in `exchanges`: the call of the runner that triggered the message. */
  trigger?: string;
}

/** Result of one requirement for a partner. */
export interface RequirementResult {
  id: string;
  level: Requirement['level'];
  text: string;
  source: string;
  /** Effect of a violation in production. */
  effect?: string;
  who: readonly string[];
  /** Name of the API that has the requirement. */
  contract: string;
  verdict: Verdict;
  /** Reason why it was not tested. */
  reason?: string;
  /** It cannot be tested from outside, or the server does not offer its API. */
  excused?: boolean;
  /** Id of the failed requirement that has the same cause, or that makes the test impossible. */
  consequenceOf?: string;
  /** Duration of its tests, in milliseconds. */
  durationMs?: number;
  /** Action that lets it be tested. */
  next?: string;
  /** Numbers of checks that passed and failed. */
  held: number;
  departed: number;
  /** The first ten violations. */
  findings: ReportedViolation[];
  /** Keys in `exchanges`: the first and the last exchange that was checked. */
  first?: string;
  last?: string;
}

/** An exchange that is evidence for a result, as it was in the journal. */
export interface Evidence {
  id: string;
  at: string;
  direction: string;
  /** Name of the API; absent: the path belongs to none. */
  api?: string;
  /** The operation as its API prints it: `PUT /orders (putOrder)`. */
  title?: string;
  operation: string | null;
  method: string;
  path: string;
  status: number;
  request: { headers: Record<string, unknown>; body: unknown };
  response: { headers: Record<string, unknown>; body: unknown };
}

/** A check before the tests, for example that the target answers. */
export interface PreflightCheck {
  name: string;
  ok: boolean;
  said: string;
}

export interface Summary {
  pass: number;
  fail: number;
  warn: number;
  skip: number;
  /** The skipped requirements that cannot be tested from outside. */
  excused: number;
  /** Share of the testable requirements that were tested, from 0 to 1. */
  coverage: number;
  /** Causes of the failures and warnings: those that are no consequence of another one. */
  causes: number;
}

/** Comparison of a run with the expected failures. */
export interface BaselineComparison {
  /** Failed as expected. */
  expected: string[];
  /** Failed although no failure was expected. */
  unexpected: string[];
  /** Passed although a failure was expected. */
  passed: string[];
}

/** Conformance report of a partner: the result of each requirement. */
export interface ConformanceReport {
  format: 1;
  tool: { name: 'ketenlab'; version: string };
  /** Moment of creation (RFC 3339). */
  at: string;
  subject:
    | { kind: 'runner'; role: string; target: string; targets?: Record<string, string> }
    | { kind: 'workspace'; workspace: string; party?: string };
  /**
   * SHA-256, in hex: of the catalogue of requirements, and of the configuration without secrets.
   */
  hashes: { requirements: string; configuration: string };
  /** Settings of the rules on which the sources disagree. */
  rules: Record<string, string>;
  preflight: PreflightCheck[];
  summary: Summary;
  requirements: RequirementResult[];
  exchanges: Record<string, Evidence>;
  baseline?: BaselineComparison;
}

/** Counts the verdicts of requirements. */
export function summarize(requirements: readonly RequirementResult[]): Summary {
  const count = (verdict: Verdict): number =>
    requirements.filter((result) => result.verdict === verdict).length;
  const excused = requirements.filter(({ excused: isExcused }) => isExcused).length;
  const testable = requirements.length - excused;
  const [pass, fail, warn, skip] = [count('pass'), count('fail'), count('warn'), count('skip')];
  const coverage = testable === 0 ? 0 : (pass + fail + warn) / testable;
  const causes = requirements.filter(isCause).length;
  return { pass, fail, warn, skip, excused, coverage: Math.round(coverage * 1000) / 1000, causes };
}

/** True for a failure or a warning that is no consequence of another one. */
export function isCause({ verdict, consequenceOf }: RequirementResult): boolean {
  return (verdict === 'fail' || verdict === 'warn') && consequenceOf === undefined;
}
