import { Controller, Headers, Param, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PrintedHeaders } from '../../apis/bokbasen/printed-headers.js';
import {
  InventoryQuery,
  InventoryV1Query,
  type Account,
  type Loan,
  type Registration,
  type RvuReport,
  type StreamingReport,
} from '../../apis/bokbasen-dds/messages.js';
import { ddsOperations } from '../../apis/bokbasen-dds/operations.js';
import { Caller } from '../../platform/oauth/caller.js';
import { ValidatedQuery, ValidatedBody } from '../../platform/http/validated-body.js';
import { ImplementsOperation } from '../../platform/http/implements-operation.js';
import { BokskyaService } from './bokskya.service.js';
import { checkLoans, checkSince, checkStreaming, momentOf } from './checks.js';
import { InventoryService } from './inventory.service.js';
import { ReportRepository } from './reports.repository.js';

/** Inventory, accounts and shelves, and reports of use. */
@Controller()
export class DdsServicesController {
  constructor(
    private readonly inventory: InventoryService,
    private readonly bokskya: BokskyaService,
    private readonly reports: ReportRepository,
    private readonly headers: PrintedHeaders,
  ) {}

  @ImplementsOperation(ddsOperations.getInventory)
  async page(
    @Caller() caller: Caller,
    @ValidatedQuery() args: InventoryQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { feed, next, link } = await this.inventory.page(caller, args);
    this.headers.set(reply, { Next: next, Link: link });
    return new StreamableFile(feed);
  }

  @ImplementsOperation(ddsOperations.getInventoryByIsbn)
  ofIsbn(@Caller() caller: Caller, @Param('isbn') isbn: string): Promise<string> {
    return this.inventory.ofIsbn(caller, isbn);
  }

  @ImplementsOperation(ddsOperations.getInventoryV1)
  version1(@Caller() caller: Caller, @ValidatedQuery() args: InventoryV1Query): Promise<string> {
    return this.inventory.version1(caller, args);
  }

  @ImplementsOperation(ddsOperations.getShelf)
  async shelf(
    @Caller() caller: Caller,
    @Param('id') id: string,
    @Headers('if-modified-since') since: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const { feed, modified } = await this.bokskya.shelf(caller, id);
    this.headers.set(reply, { 'Last-Modified': modified });
    if (since === undefined) return feed;
    caller.record(checkSince(since, modified));
    if (momentOf(since) !== momentOf(modified)) return feed;
    void reply.status(304).removeHeader('content-type');
    return undefined;
  }

  @ImplementsOperation(ddsOperations.findAccount)
  find(@Caller() caller: Caller, @Param('id') id: string): Promise<Account> {
    return this.bokskya.find(caller, id);
  }

  @ImplementsOperation(ddsOperations.registerAccount)
  register(
    @Caller() caller: Caller,
    @ValidatedBody() { message }: ValidatedBody<Registration>,
  ): Promise<Account> {
    return this.bokskya.register(caller, message);
  }

  @ImplementsOperation(ddsOperations.authenticateAccount)
  authenticate(@Caller() caller: Caller, @Param('id') id: string): Promise<Account> {
    return this.bokskya.authenticate(caller, id);
  }

  @ImplementsOperation(ddsOperations.getAdobeId)
  adobeId(@Caller() caller: Caller, @Param('id') id: string): Promise<Account> {
    return this.bokskya.adobeId(caller, id);
  }

  @ImplementsOperation(ddsOperations.reportStreaming)
  streaming(
    @Caller() caller: Caller,
    @ValidatedBody() { message }: ValidatedBody<StreamingReport>,
  ): Promise<void> {
    caller.record(checkStreaming(message));
    return this.reports.keepStreaming(caller, message);
  }

  @ImplementsOperation(ddsOperations.reportRvu)
  rvu(
    @Caller() caller: Caller,
    @ValidatedBody() { message }: ValidatedBody<RvuReport>,
  ): Promise<void> {
    return this.reports.keep(caller, 'rvu', message);
  }

  @ImplementsOperation(ddsOperations.reportLoan)
  loan(
    @Caller() caller: Caller,
    @ValidatedBody() { message }: ValidatedBody<Loan | Loan[]>,
  ): Promise<void> {
    caller.record(checkLoans(message));
    return this.reports.keep(caller, 'loan', message);
  }

  @ImplementsOperation(ddsOperations.reportTibiLoan)
  tibi(
    @Caller() caller: Caller,
    @ValidatedBody() { message }: ValidatedBody<Loan | Loan[]>,
  ): Promise<void> {
    return this.reports.keep(caller, 'tibi', message);
  }
}
