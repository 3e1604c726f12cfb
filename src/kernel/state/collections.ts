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

/** Makes a role send a message, given or, for `{}`, made up. Answers its reference id. */
export type Sender = (
  workspace: string,
  message: object,
) => Promise<{ requestReferenceId: string }>;

export const handDecisions = ['approve', 'decline'] as const;
export type HandDecision = (typeof handDecisions)[number];

/** Decides by hand on a message that waits for it. The reason goes into the confirmation of a decline. */
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

  show(collection: string, view: View): void {
    this.views.set(collection, [...this.viewsOf(collection), view]);
  }

  sendWith(collection: string, sender: Sender): void {
    this.senders.set(collection, sender);
  }

  decideWith(role: string, collection: string, decider: Decider): void {
    this.deciders.set(`${role}/${collection}`, decider);
  }

  names(): string[] {
    return [...this.views.keys()];
  }

  viewsOf(collection: string): View[] {
    return this.views.get(collection) ?? [];
  }

  senderOf(collection: string): Sender | undefined {
    return this.senders.get(collection);
  }

  deciderOf(role: string, collection: string): Decider | undefined {
    return this.deciders.get(`${role}/${collection}`);
  }
}
