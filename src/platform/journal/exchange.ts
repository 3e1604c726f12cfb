import { uuidV7 } from '../time/uuid-v7.js';
import { realNow, monotonicMs, toIsoUtc } from '../time/time.js';
import type { CheckResult } from '../requirements/check-result.js';
import type { Violation } from '../requirements/violation.js';

export interface HttpMessage {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** An injected fault that was applied to an exchange. */
export interface AppliedFault {
  id: string;
  kind: string;
  when: string;
}

/** An operation that a request resembles, and the reason why it does not match. */
export interface NearMiss {
  role: string;
  operation: string;
  method: string;
  path: string;
  reason: string;
}

/** Maximum number of findings of one exchange. Further ones are dropped. */
const MAX_VIOLATIONS = 100;

/** A request and its response in progress. The journal stores it when it is finished. */
export class Exchange {
  readonly id = uuidV7();
  readonly startedAt = realNow();
  private readonly started = monotonicMs();
  workspace: string | undefined;
  role: string | undefined;
  /** Name of the API of the operation. It is not stored. */
  api: string | undefined;
  operation: string | undefined;
  /** Identified client, admitted or not. */
  client: string | undefined;
  /** Scopes of the operation that the token has; undefined: the caller was not admitted. */
  scopes: ReadonlySet<string> | undefined;
  /**
   * True: an invalid request of the runner that must be refused, so its success satisfies no
   * requirement.
   */
  probe = false;
  /** True: the caller was refused because its token or ticket has expired. It is not stored. */
  expired = false;
  /** Injected fault that was applied. */
  fault: AppliedFault | undefined;
  /** Probably intended operation of a request without a route. */
  nearMiss: NearMiss | undefined;
  /** Our reason for a refusal, in words. */
  reason: string | undefined;
  /** Start of the request in workspace time, if that is not the real time. The journal sets it. */
  workspaceTime: string | undefined;
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

  /** Reads an exchange that `JSON.stringify` wrote. */
  static parse(text: string): Exchange {
    const { satisfiedRequirements, scopes, ...fields } = JSON.parse(text) as Omit<
      Exchange,
      'satisfiedRequirements' | 'scopes'
    > &
      Record<'satisfiedRequirements' | 'scopes', string[] | undefined>;
    const { direction, peer, method, path } = fields;
    return Object.assign(new Exchange(direction, peer, method, path), fields, {
      satisfiedRequirements: new Set(satisfiedRequirements),
      scopes: scopes && new Set(scopes),
    });
  }

  toJSON(): object {
    const { satisfiedRequirements, scopes, ...fields } = this;
    return {
      ...fields,
      satisfiedRequirements: [...satisfiedRequirements],
      scopes: scopes && [...scopes],
    };
  }

  get at(): string {
    return toIsoUtc(this.startedAt);
  }

  /**
   * Records the results of checks: violations become findings. A pass counts for a stateful
   * requirement only; the recorder reads all others from the message itself.
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
