import type { Requirement } from '../../platform/requirements/requirement.js';

/** `fail`: a MUST was broken; `warn`: a SHOULD was; `skip`: nothing was seen by which to judge. */
export type Verdict = 'pass' | 'fail' | 'warn' | 'skip';

/** Who is to look: at how the two are connected, at the partner's code, or at the sandbox itself. */
export type Cause = 'configuration' | 'implementation' | 'sandbox';

/** One place at which a partner departed from a requirement. */
export interface ReportedViolation {
  /** JSON Pointer into the message, a line of an XML document, or empty: the whole of it. */
  pointer: string;
  expected: string;
  seen: string;
  cause: Cause;
  /** Repeats the call; the token is the variable TOKEN. Absent: the partner has to make the call. */
  curl?: string;
  /** What the runner was about; absent: seen in passing. */
  test?: string;
  /** Where the sources disagree: both readings, and which one is set. */
  readings?: string;
  /** A key of `exchanges`. */
  exchange?: string;
}

/** What is said of a partner and one requirement. */
export interface RequirementResult {
  id: string;
  level: Requirement['level'];
  text: string;
  source: string;
  who: readonly string[];
  /** The name of the contract that asks it. */
  contract: string;
  verdict: Verdict;
  /** Why it is skipped, in words. */
  reason?: string;
  /** It is skipped for good: nobody can test it from outside. */
  excused?: boolean;
  /** What to do so that it is judged. */
  next?: string;
  /** How often it was met, and departed from. */
  held: number;
  departed: number;
  /** The first ten. */
  findings: ReportedViolation[];
  /** Keys of `exchanges`: the first and the last that were judged by it. */
  first?: string;
  last?: string;
}

/** An exchange that proves something, as the journal had it. */
export interface Evidence {
  id: string;
  at: string;
  direction: string;
  operation: string | null;
  method: string;
  path: string;
  status: number;
  request: { headers: Record<string, unknown>; body: unknown };
  response: { headers: Record<string, unknown>; body: unknown };
}

/** One thing that has to be right before anything is tested. */
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
  /** Of the skipped: those that nobody can test. */
  excused: number;
  /** Share of the requirements that can be tested and were judged, from 0 to 1. */
  coverage: number;
}

/** How a run compares with what was expected of it. */
export interface BaselineComparison {
  /** Failed, as expected. */
  expected: string[];
  /** Failed, and was not expected to. */
  unexpected: string[];
  /** Was expected to fail, and passed. */
  passed: string[];
}

/** What is said of a partner, requirement by requirement. */
export interface ConformanceReport {
  format: 1;
  tool: { name: 'ketenlab'; version: string };
  /** RFC 3339. */
  at: string;
  subject:
    { kind: 'runner'; role: string; target: string } | { kind: 'workspace'; workspace: string };
  /** SHA-256, in hex: of the catalogue of requirements, and of the configuration without secrets. */
  hashes: { requirements: string; configuration: string };
  /** The switches for rules on which the sources disagree, as they are set. */
  rules: Record<string, string>;
  preflight: PreflightCheck[];
  summary: Summary;
  requirements: RequirementResult[];
  exchanges: Record<string, Evidence>;
  baseline?: BaselineComparison;
}

/** Counts the verdicts. */
export function summarize(requirements: readonly RequirementResult[]): Summary {
  const count = (verdict: Verdict): number =>
    requirements.filter((one) => one.verdict === verdict).length;
  const excused = requirements.filter((one) => one.excused).length;
  const testable = requirements.length - excused;
  const [pass, fail, warn, skip] = [count('pass'), count('fail'), count('warn'), count('skip')];
  const coverage = testable === 0 ? 0 : (pass + fail + warn) / testable;
  return { pass, fail, warn, skip, excused, coverage: Math.round(coverage * 1000) / 1000 };
}
