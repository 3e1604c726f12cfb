import { Controller, Headers, Param, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PrintedHeaders } from '../../contracts/bokbasen/printed-headers.js';
import {
  InventoryAsked,
  InventoryV1Asked,
  type Account,
  type Loan,
  type Registration,
  type RvuReport,
  type StreamingReport,
} from '../../contracts/bokbasen-dds/messages.js';
import { ddsApi } from '../../contracts/bokbasen-dds/operations.js';
import { ddsRequirements } from '../../contracts/bokbasen-dds/requirements.js';
import { Caller } from '../../kernel/auth/caller.js';
import { Asked, Received } from '../../kernel/contract/received.js';
import { Serves } from '../../kernel/contract/serves.js';
import { BokskyaService } from './bokskya.service.js';
import { checkLoans, checkSince, checkStreaming, momentOf } from './checks.js';
import { InventoryService } from './inventory.service.js';
import { Reports } from './reports.js';

/** Inventory, accounts and shelves, and reports of use. */
@Controller()
export class DdsServicesController {
  constructor(
    private readonly inventory: InventoryService,
    private readonly bokskya: BokskyaService,
    private readonly reports: Reports,
    private readonly headers: PrintedHeaders,
  ) {}

  @Serves(ddsApi.getInventory)
  async page(
    @Caller() caller: Caller,
    @Asked() asked: InventoryAsked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { feed, next, link } = await this.inventory.page(caller, asked);
    this.headers.set(reply, { Next: next, Link: link });
    return new StreamableFile(feed);
  }

  @Serves(ddsApi.getInventoryByIsbn)
  ofIsbn(@Caller() caller: Caller, @Param('isbn') isbn: string): Promise<string> {
    return this.inventory.ofIsbn(caller, isbn);
  }

  @Serves(ddsApi.getInventoryV1)
  version1(@Caller() caller: Caller, @Asked() asked: InventoryV1Asked): Promise<string> {
    return this.inventory.version1(caller, asked);
  }

  @Serves(ddsApi.getShelf)
  async shelf(
    @Caller() caller: Caller,
    @Param('id') id: string,
    @Headers('if-modified-since') since: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { feed, modified } = await this.bokskya.shelf(caller, id);
    this.headers.set(reply, { 'Last-Modified': modified });
    if (since === undefined) return feed;
    const departs = checkSince(since, modified);
    caller.note(departs);
    if (departs.length === 0) caller.meets(ddsRequirements.sinceAsGiven);
    if (momentOf(since) !== momentOf(modified)) return feed;
    void reply.status(304).removeHeader('content-type');
    return undefined;
  }

  @Serves(ddsApi.findAccount)
  find(@Caller() caller: Caller, @Param('id') id: string): Promise<Account> {
    return this.bokskya.find(caller, id);
  }

  @Serves(ddsApi.registerAccount)
  register(
    @Caller() caller: Caller,
    @Received() { message }: Received<Registration>,
  ): Promise<Account> {
    return this.bokskya.register(caller, message);
  }

  @Serves(ddsApi.authenticateAccount)
  authenticate(@Caller() caller: Caller, @Param('id') id: string): Promise<Account> {
    return this.bokskya.authenticate(caller, id);
  }

  @Serves(ddsApi.getAdobeId)
  adobeId(@Caller() caller: Caller, @Param('id') id: string): Promise<Account> {
    return this.bokskya.adobeId(caller, id);
  }

  @Serves(ddsApi.reportStreaming)
  streaming(
    @Caller() caller: Caller,
    @Received() { message }: Received<StreamingReport>,
  ): Promise<void> {
    caller.note(checkStreaming(message));
    return this.reports.keepStreaming(caller, message);
  }

  @Serves(ddsApi.reportRvu)
  rvu(@Caller() caller: Caller, @Received() { message }: Received<RvuReport>): Promise<void> {
    return this.reports.keep(caller, 'rvu', message);
  }

  @Serves(ddsApi.reportLoan)
  loan(@Caller() caller: Caller, @Received() { message }: Received<Loan | Loan[]>): Promise<void> {
    caller.note(checkLoans(message));
    return this.reports.keep(caller, 'loan', message);
  }

  @Serves(ddsApi.reportTibiLoan)
  tibi(@Caller() caller: Caller, @Received() { message }: Received<Loan | Loan[]>): Promise<void> {
    return this.reports.keep(caller, 'tibi', message);
  }
}
