import { v7 as uuid } from 'uuid';
import { realNow, monotonicMs, toIsoUtc } from '../time/time.js';
import type { CheckResult } from '../requirements/check-result.js';
import type { Violation } from '../requirements/violation.js';

export interface HttpMessage {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A fault on purpose, as an exchange tells of it. */
export interface AppliedFault {
  id: string;
  kind: string;
  when: string;
}

/** An operation that a request came near to, and why it is not the one. */
export interface NearMiss {
  role: string;
  operation: string;
  method: string;
  path: string;
  reason: string;
}

/** Findings of one exchange; further ones are dropped. */
const MAX_VIOLATIONS = 100;

/** One request and its answer while they happen. What of it is kept, and for how long, is the journal's business. */
export class Exchange {
  readonly id = uuid();
  readonly startedAt = realNow();
  private readonly started = monotonicMs();
  workspace: string | undefined;
  role: string | undefined;
  /** Name of the API to which the operation belongs; it is not stored. */
  api: string | undefined;
  operation: string | undefined;
  /** Who is recognised as the caller, let in or not. */
  client: string | undefined;
  /** It was sent to see how it is refused: an answer of success says nothing good. */
  probe = false;
  /** The fault on purpose that it met. */
  fault: AppliedFault | undefined;
  /** The operation that was probably meant, where the request hit none. */
  nearMiss: NearMiss | undefined;
  status = 0;
  durationMs = 0;
  readonly findings: Violation[] = [];
  /** Ids of stateful requirements with a result without violations. */
  readonly satisfiedRequirements = new Set<string>();
  request: HttpMessage = { headers: {}, body: '' };
  response: HttpMessage = { headers: {}, body: '' };

  constructor(
    readonly direction: 'inbound' | 'outbound',
    readonly peer: 'partner' | 'sandbox',
    readonly method: string,
    readonly path: string,
  ) {}

  get at(): string {
    return toIsoUtc(this.startedAt);
  }

  /**
   * Files the results of checks: violations become findings. A pass counts for a stateful requirement only; the recorder
   * reads all others from the message itself.
   */
  record(results: readonly CheckResult[]): void {
    for (const { requirement, violations } of results) {
      if (violations.length === 0 && requirement.stateful)
        this.satisfiedRequirements.add(requirement.id);
      for (const violation of violations.slice(0, MAX_VIOLATIONS - this.findings.length))
        this.findings.push(violation);
    }
  }

  finish(status: number, response: HttpMessage): void {
    this.status = status;
    this.response = response;
    this.durationMs = Math.round((monotonicMs() - this.started) * 1000) / 1000;
  }
}
