import type { INestApplicationContext } from '@nestjs/common';
import type { Operation } from '../../platform/api/operation.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import type { RuleValues } from '../../platform/config/rules.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import { Journal } from '../../platform/journal/journal.js';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import { JournaledHttp } from '../../platform/outbox/journaled-http.js';
import { Store } from '../../platform/persistence/store.js';
import { DEFAULT_WORKSPACE } from '../../platform/workspaces/workspaces.js';
import { Faults } from '../../sandbox/faults/faults.js';
import { ConformanceRecorder } from '../recorder/conformance-recorder.js';
import { AccessTokens } from './access-tokens.js';
import type { RunOptions } from './configuration/options.js';
import { triggerAction } from './partner-actions.js';
import { TargetClient, type CallOptions } from './target-client.js';
import { PartnerRequests } from './partner-requests.js';
import { RunIds } from './run-ids.js';

/**
 * One run of the runner: the partner's server, which it calls, and the sandbox, which the partner
 * calls.
 */
export class ConformanceSession {
  readonly recorder: ConformanceRecorder;
  /** Settings of the rules on which the sources disagree. */
  readonly rules: RuleValues;
  readonly tokens: AccessTokens;
  readonly partnerRequests: PartnerRequests;
  readonly ids = new RunIds();
  private readonly client: TargetClient;

  constructor(
    private readonly app: INestApplicationContext,
    readonly options: RunOptions,
  ) {
    const http = app.get(JournaledHttp);
    this.recorder = app.get(ConformanceRecorder);
    this.recorder.testedParty = options.role;
    this.rules = app.get<Config>(CONFIG).rules;
    this.tokens = new AccessTokens(http, options);
    this.client = new TargetClient(http, this.tokens, options);
    this.partnerRequests = new PartnerRequests(options, this.ids);
    app.get(Journal).listen(DEFAULT_WORKSPACE, (exchange) => this.partnerRequests.add(exchange));
  }

  /** Calls the partner. The exchange has status 0 if there was no response. */
  call(options: CallOptions): Promise<Exchange> {
    return this.client.call(options);
  }

  /** Tells if a client of that kind is configured, in addition to the default client. */
  hasClient(kind: string): boolean {
    return this.options.clients[kind] !== undefined;
  }

  /**
   * Stores a message that the runner sends, so that the sandbox knows it when the partner confirms
   * it.
   */
  async recordSent(collection: string, id: string, message: object): Promise<void> {
    const document = JSON.stringify(message);
    const row = { workspace: DEFAULT_WORKSPACE, collection, id: normalizeId(id), document };
    const messages = this.app.get(Messages);
    await this.app.get(Store).write(DEFAULT_WORKSPACE, (tx) => messages.enter(tx, row));
  }

  /**
   * Processes the next request of the partner but answers 503, so that the partner has to send it
   * again.
   */
  async failNextRequest({ name, servedBy }: Operation): Promise<void> {
    await this.app.get(Faults).add(DEFAULT_WORKSPACE, {
      kind: 'status',
      when: 'after',
      status: 503,
      role: servedBy,
      operation: name,
      times: 1,
    });
  }

  /** Makes the partner send a message, if the configuration says how. */
  triggerPartner({ name }: Pick<Operation, 'name'>): Promise<void> {
    return triggerAction(name, this.options);
  }
}
