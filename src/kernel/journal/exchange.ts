import { v7 as uuid } from 'uuid';
import { realNow, stopwatch, zulu } from '../clock/time.js';

/** One thing that a message does other than the specification says or a careful partner would. */
export interface Finding {
  requirement: string;
  level: 'MUST' | 'SHOULD' | 'INFO';
  /** JSON Pointer into the message. */
  pointer: string;
  expected: string;
  seen: string;
  source: string;
  text: string;
}

export interface Part {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A fault on purpose, as an exchange tells of it. */
export interface MetFault {
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

/** What is said of one message at the most. */
const MOST_FINDINGS = 100;

/** One request and its answer while they happen. What of it is kept, and for how long, is the journal's business. */
export class Exchange {
  readonly id = uuid();
  readonly startedAt = realNow();
  private readonly started = stopwatch();
  workspace: string | undefined;
  role: string | undefined;
  operation: string | undefined;
  /** Who is recognised as the caller, let in or not. */
  client: string | undefined;
  /** It was sent to see how it is refused: an answer of success says nothing good. */
  probe = false;
  /** The fault on purpose that it met. */
  fault: MetFault | undefined;
  /** The operation that was probably meant, where the request hit none. */
  nearMiss: NearMiss | undefined;
  status = 0;
  durationMs = 0;
  readonly findings: Finding[] = [];
  /** Ids of requirements that it was seen to meet, where the message alone does not show it. */
  readonly met = new Set<string>();
  request: Part = { headers: {}, body: '' };
  response: Part = { headers: {}, body: '' };

  constructor(
    readonly direction: 'inbound' | 'outbound',
    readonly peer: 'partner' | 'sandbox',
    readonly method: string,
    readonly path: string,
  ) {}

  get at(): string {
    return zulu(this.startedAt);
  }

  note(findings: Finding[]): void {
    for (const finding of findings.slice(0, MOST_FINDINGS - this.findings.length))
      this.findings.push(finding);
  }

  /** It meets a requirement that only who knows what went before can judge. */
  meets({ id }: { id: string }): void {
    this.met.add(id);
  }

  finish(status: number, response: Part): void {
    this.status = status;
    this.response = response;
    this.durationMs = Math.round((stopwatch() - this.started) * 1000) / 1000;
  }
}
