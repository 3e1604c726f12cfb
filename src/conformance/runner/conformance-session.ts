import type { INestApplicationContext } from '@nestjs/common';
import { derivedRequirements } from '../../platform/api/derived-requirements.js';
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
import { RequirementCatalogue } from '../recorder/requirement-catalogue.js';
import { AccessTokens } from './partner/access-tokens.js';
import { CallNotes } from './partner/call-notes.js';
import type { RunOptions } from './configuration/options.js';
import { callAction } from './partner/partner-actions.js';
import { SkipTest } from './skip-test.js';
import { TargetClient, type CallOptions } from './target-client.js';
import { PartnerRequests } from './partner/partner-requests.js';
import type { Progress } from './progress.js';
import { RunIds } from './run-ids.js';

/** Wait for a message after the call that should trigger it has failed. */
const FAILED_ACTION_WAIT_MS = 1_000;

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
  /** Operations that the partner answers as if they did not exist. */
  readonly missingOperations = new Set<Operation>();
  private readonly client: TargetClient;

  constructor(
    private readonly app: INestApplicationContext,
    readonly options: RunOptions,
    readonly progress: Progress,
  ) {
    const http = app.get(JournaledHttp);
    this.recorder = app.get(ConformanceRecorder);
    const notes = new CallNotes();
    const catalogue = app.get(RequirementCatalogue);
    this.recorder.run = {
      testedParty: options.role,
      isOfAnotherRun: ({ request }) => this.ids.isOfAnotherRun(request.body),
      notesOn: (exchange) => notes.notesOn(exchange, catalogue.operationOf(exchange)),
    };
    this.rules = app.get<Config>(CONFIG).rules;
    this.tokens = new AccessTokens(http, options);
    this.client = new TargetClient(http, this.tokens, notes, options);
    this.partnerRequests = new PartnerRequests(options, this.ids, progress);
    app.get(Journal).listen(DEFAULT_WORKSPACE, (exchange) => this.partnerRequests.add(exchange));
  }

  /**
   * Calls the partner. The exchange has status 0 if there was no response. Skips the test if the
   * preflight found that the partner does not have the operation.
   */
  async call(options: CallOptions): Promise<Exchange> {
    const { operation, preflight, url } = options;
    if (!preflight && url === undefined && this.missingOperations.has(operation)) {
      const cause = derivedRequirements(operation).ok?.id;
      const { method, path } = operation;
      throw new SkipTest(`the server has no ${method} ${path}: see ${cause}`, cause);
    }
    return this.client.call(options);
  }

  /** True for a server that refuses calls without a Date header. */
  get sendsDate(): boolean {
    return this.client.sendsDate;
  }

  set sendsDate(value: boolean) {
    this.client.sendsDate = value;
  }

  /** The text `data.<name>` of the configuration. */
  text(name: string): string | undefined {
    const value = this.options.data[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
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

  /**
   * Makes the partner send a message by the configured call `act.<name>`. Without such a call a
   * person has to do it while the runner waits. Skips the test if the call fails and no message
   * arrives: a call that waits for our response may fail because of an intentional error.
   */
  async triggerPartner(operation: Pick<Operation, 'name'>): Promise<void> {
    const { name } = operation;
    const before = this.partnerRequests.count;
    const problem = await callAction(name, this.options);
    if (problem === undefined || this.partnerRequests.count > before) return;
    const arrived = await this.partnerRequests.waitForMore(before, FAILED_ACTION_WAIT_MS);
    if (!arrived) throw new SkipTest(problem);
  }
}
