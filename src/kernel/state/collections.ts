import { Injectable } from '@nestjs/common';
import type { Reading } from '../persistence/store.js';

/** What a role knows of a message, beside the message itself. */
export interface Seen {
  /** Shown at the top as well: what became of the message. */
  summary: Record<string, unknown>;
  detail: Record<string, unknown>;
}

export interface View {
  role: string;
  /** Undefined: this role has nothing to do with it. */
  of(look: Reading, workspace: string, id: string): Promise<Seen | undefined>;
}

/** What a role holds under ids that are not those of messages, for testers to read and, where it lets them, to write. */
export interface Keeper {
  /** The newest first, beginning behind that key. */
  page(
    look: Reading,
    workspace: string,
    limit: number,
    behind?: string,
  ): Promise<{ key: string; id: string; item: object }[]>;
  find(look: Reading, workspace: string, id: string): Promise<object | undefined>;
  put?: (workspace: string, id: string, item: object) => Promise<void>;
  /** False: there was none. */
  remove?: (workspace: string, id: string) => Promise<boolean>;
}

/** Makes a role send a message, given or, for `{}`, made up. Answers the ids by which it is known. */
export type Sender = (workspace: string, message: object) => Promise<Record<string, string>>;

export const handDecisions = ['approve', 'decline', 'confirm', 'license', 'fail'] as const;
export type HandDecision = (typeof handDecisions)[number];

/** Decides by hand on what waits for it, or goes on from there. The reason goes into the confirmation of a refusal. */
export type Decider = (
  workspace: string,
  id: string,
  decision: HandDecision,
  reason?: string,
) => Promise<void>;

/** The collections of `/_sandbox/…/state`: what the served roles hold, can send, and can be told to decide. */
@Injectable()
export class Collections {
  private readonly views = new Map<string, View[]>();
  private readonly senders = new Map<string, Sender>();
  private readonly deciders = new Map<string, Decider>();
  private readonly keepers = new Map<string, Keeper[]>();

  show(collection: string, view: View): void {
    this.views.set(collection, [...this.viewsOf(collection), view]);
  }

  sendWith(collection: string, sender: Sender): void {
    this.senders.set(collection, sender);
  }

  decideWith(
    role: string,
    collection: string,
    decisions: readonly HandDecision[],
    decider: Decider,
  ): void {
    for (const decision of decisions)
      this.deciders.set(`${role}/${collection}/${decision}`, decider);
  }

  keepWith(collection: string, keeper: Keeper): void {
    this.keepers.set(collection, [...this.keepersOf(collection), keeper]);
  }

  names(): string[] {
    return [...new Set([...this.views.keys(), ...this.keepers.keys()])];
  }

  /** Those that hold items of the collection; none: it is one of messages. */
  keepersOf(collection: string): Keeper[] {
    return this.keepers.get(collection) ?? [];
  }

  viewsOf(collection: string): View[] {
    return this.views.get(collection) ?? [];
  }

  senderOf(collection: string): Sender | undefined {
    return this.senders.get(collection);
  }

  deciderOf(role: string, collection: string, decision: string): Decider | undefined {
    return this.deciders.get(`${role}/${collection}/${decision}`);
  }
}
