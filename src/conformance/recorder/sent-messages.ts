import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { derivedRequirements } from '../../platform/api/derived-requirements.js';
import type { Operation } from '../../platform/api/operation.js';
import { Operations } from '../../platform/api/operations.js';
import type { ExchangeEntity } from '../../platform/journal/exchange.entity.js';
import { ExchangeRepository } from '../../platform/journal/exchange.repository.js';
import { Journal } from '../../platform/journal/journal.js';
import { normalizeId } from '../../platform/messages/messages.js';
import type { OutboxMessage } from '../../platform/outbox/outbox-message.entity.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { Store, type ReadTransaction } from '../../platform/persistence/store.js';
import { parseJson } from '../../platform/requirements/check-result.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { validatorOf } from '../../platform/validation/schema.js';
import { Clock } from '../../platform/workspaces/clock.js';
import {
  discoverStateResources,
  type ConfirmationTracker,
} from '../../sandbox/state/state-resource.js';
import type { Evidence } from '../reports/report.js';
import { evidenceOfEntry } from './evidence.js';
import type { RecordedViolation } from './requirement-stats.js';
import { ownValue } from '../../platform/validation/own-value.js';

/** A violation that the state of the workspace shows at this moment, with the exchange as evidence. */
export interface CurrentViolation {
  requirement: Requirement;
  /** The party that violates it. */
  party: string;
  violation: RecordedViolation;
  evidence: Evidence;
}

/** Maximum number of violations of an operation. */
const MAX_VIOLATIONS = 10;

/** Statuses of a configuration that does not fit: credentials, or the address. */
const CONFIGURATION_STATUSES = [401, 403, 404, 405, 407];
/** Statuses that ask to try again. They do not reject the message. */
const LATER_STATUSES = [408, 425, 429];

/**
 * What became of the messages that the sandbox sent to partners. It is computed from the outbox for
 * every report and not stored, because a later answer may change it.
 */
@Injectable()
export class SentMessages {
  constructor(
    private readonly store: Store,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
    private readonly exchanges: ExchangeRepository,
    private readonly operations: Operations,
    private readonly clock: Clock,
    private readonly discovery: DiscoveryService,
  ) {}

  /** Messages that were accepted and never confirmed, and operations that reject every valid message. */
  async violations(workspace: string): Promise<CurrentViolation[]> {
    await this.journal.flush();
    const now = this.clock.now(workspace);
    return this.store.read(workspace, async (tx) => {
      const found = await this.rejections(tx, workspace);
      for (const tracker of this.trackers())
        found.push(...(await this.unconfirmed(tx, workspace, tracker, now)));
      return found;
    });
  }

  private trackers(): ConfirmationTracker[] {
    return discoverStateResources(this.discovery).filter(
      (resource): resource is typeof resource & ConfirmationTracker => 'isConfirmed' in resource,
    );
  }

  private async unconfirmed(
    tx: ReadTransaction,
    workspace: string,
    tracker: ConfirmationTracker,
    now: number,
  ): Promise<CurrentViolation[]> {
    const { operation, confirms, confirmedWithinMs } = tracker;
    const limit = now - confirmedWithinMs;
    const sent = await this.outbox.sentUntil(tx, workspace, operation, limit);
    const found: CurrentViolation[] = [];
    for (const message of sent) {
      if (found.length === MAX_VIOLATIONS) break;
      if (await tracker.isConfirmed(tx, workspace, message.correlationId)) continue;
      const exchange = await this.exchangeOf(tx, message);
      if (!exchange) continue;
      const expected = `a confirmation within ${confirmedWithinMs / 3_600_000} hours of workspace time`;
      const seen = `none for ${message.correlationId}, accepted at ${message.attempts.at(-1)?.at}; now it is ${toIsoUtc(now)}`;
      const detail = { pointer: '', expected, seen, cause: 'implementation' as const };
      found.push(violationOf(confirms, operation, detail, exchange));
    }
    return found;
  }

  /** Every rejection of a valid message of an operation that accepted none. */
  private async rejections(tx: ReadTransaction, workspace: string): Promise<CurrentViolation[]> {
    const found: CurrentViolation[] = [];
    for (const message of await this.outbox.rejected(tx, workspace)) {
      const operation = this.operations.findStored(message.operation, message.to);
      const requirement = operation && derivedRequirements(operation).ok;
      const { status = 0, error } = message.attempts.at(-1) ?? {};
      // An attempt with an error did not reach the operation: it got no token, for example.
      if (!requirement || error !== undefined || LATER_STATUSES.includes(status)) continue;
      const others = found.filter((one) => one.requirement.id === requirement.id);
      if (others.length === MAX_VIOLATIONS || !isValid(message, operation)) continue;
      const exchange = await this.exchangeOf(tx, message);
      if (!exchange) continue;
      const isConfiguration = CONFIGURATION_STATUSES.includes(status);
      const detail = {
        pointer: '',
        expected: `${operation.successStatus} to a valid message`,
        seen: `${status}, and no ${operation.method} ${operation.path} was accepted`,
        cause: isConfiguration ? ('configuration' as const) : ('implementation' as const),
      };
      found.push(violationOf(requirement, operation, detail, exchange));
    }
    return found;
  }

  /** The last exchange with the partner; undefined: with a role of ours, with a fault, or no longer in the journal. */
  private async exchangeOf(
    tx: ReadTransaction,
    { workspace, attempts }: OutboxMessage,
  ): Promise<ExchangeEntity | undefined> {
    const id = attempts.at(-1)?.exchange;
    const exchange = id === undefined ? undefined : await this.exchanges.find(tx, workspace, id);
    return exchange?.peer === 'partner' && exchange.fault === null ? exchange : undefined;
  }
}

function violationOf(
  requirement: Requirement,
  { api, servedBy }: Operation,
  detail: Omit<RecordedViolation, 'exchange'>,
  exchange: ExchangeEntity,
): CurrentViolation {
  const violation = { ...detail, exchange: exchange.id };
  return { requirement, party: servedBy, violation, evidence: evidenceOfEntry(exchange, api.name) };
}

/** True for a message without an intended error: it conforms to its schema and refers to a known message. */
function isValid({ body, correlationId }: OutboxMessage, { api, body: type }: Operation): boolean {
  const message = parseJson(body) as Record<string, string> | undefined;
  if (!type || !message || validatorOf(type)(message).length > 0) return false;
  const reference = api.referenceField && ownValue(message, api.referenceField);
  return reference === undefined || normalizeId(reference) === normalizeId(correlationId);
}
