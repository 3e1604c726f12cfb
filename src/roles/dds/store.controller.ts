import { Controller, Param, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PrintedHeaders } from '../../apis/bokbasen/printed-headers.js';
import { accepts } from '../../apis/bokbasen/accept.js';
import { rangeProblem } from '../../apis/bokbasen/errors.js';
import { statusPage } from '../../apis/bokbasen-dds/feeds.js';
import {
  ContentQuery,
  type OrderOfTitle,
  type SubscriptionOrder,
} from '../../apis/bokbasen-dds/messages.js';
import { ddsOperations } from '../../apis/bokbasen-dds/operations.js';
import { Caller } from '../../platform/oauth/caller.js';
import { etagOf, selectRange } from '../../platform/http/byte-range.js';
import { Links } from '../../platform/http/links.js';
import { ValidatedQuery, ValidatedBody } from '../../platform/http/validated-body.js';
import { ImplementsOperation } from '../../platform/http/implements-operation.js';
import { ContentService, type StartedDownload } from './content/content.service.js';
import { DdsOrderService } from './orders.service.js';
import { checkStatusRead } from './checks.js';
import { StatusReads } from './content/status-reads.js';

/** Orders, content and downloads. */
@Controller()
export class DdsStoreController {
  constructor(
    private readonly orders: DdsOrderService,
    private readonly content: ContentService,
    private readonly reads: StatusReads,
    private readonly links: Links,
    private readonly headers: PrintedHeaders,
  ) {}

  @ImplementsOperation(ddsOperations.placeOrder)
  async place(
    @Caller() caller: Caller,
    @ValidatedBody() { message }: ValidatedBody<OrderOfTitle>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.headers.set(reply, { Location: await this.orders.place(caller, message) });
  }

  @ImplementsOperation(ddsOperations.placeSubscriptionOrder)
  async placeSubscription(
    @Caller() caller: Caller,
    @ValidatedBody() { message }: ValidatedBody<SubscriptionOrder>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const location = await this.orders.placeSubscription(caller, message);
    this.headers.set(reply, { Location: location });
  }

  @ImplementsOperation(ddsOperations.getContent)
  async ofOrder(
    @Caller() caller: Caller,
    @Param('id') id: string,
    @ValidatedQuery() args: ContentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    return this.answer(await this.content.ofOrder(caller, id, args), reply);
  }

  @ImplementsOperation(ddsOperations.getSample)
  async sample(
    @Caller() caller: Caller,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    return this.answer(await this.content.sample(caller, id), reply);
  }

  @ImplementsOperation(ddsOperations.getRawContent)
  async raw(
    @Caller() caller: Caller,
    @Param('id') id: string,
    @ValidatedQuery() args: ContentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    return this.answer(await this.content.raw(caller, id, args), reply);
  }

  @ImplementsOperation(ddsOperations.getLibraryContent)
  async forLibrary(
    @Caller() caller: Caller,
    @Param('id') id: string,
    @ValidatedQuery() args: ContentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    return this.answer(await this.content.forLibrary(caller, id, args), reply);
  }

  @ImplementsOperation(ddsOperations.getDownloadStatus)
  async status(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | string> {
    const { status, downloadURL } = await this.content.status(id, this.urlOf(request, id));
    const { read, before } = this.reads.replace(request.exchange.workspace, id, status);
    request.exchange.record(checkStatusRead(read, before));
    const { accept } = request.headers;
    // XML is the default: only a client that names JSON in Accept gets it.
    if (accept?.includes('json') && accepts(accept, 'application/json'))
      return { status, ...(downloadURL !== undefined && { downloadURL }) };
    void reply.header('content-type', 'application/xml');
    return statusPage(status, downloadURL);
  }

  @ImplementsOperation(ddsOperations.getFile)
  async file(
    @Param() args: Record<'id' | 'until' | 'name', string>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const urlOf = this.urlOf(request, args.id);
    const { bytes, mediaType, name, madeAt } = await this.content.file(args, urlOf);
    const validators = { etag: etagOf(bytes), lastModified: madeAt.toUTCString() };
    const range = selectRange(request, bytes.length, validators);
    if (range === 'unsatisfiable') throw rangeProblem(bytes.length);
    const { start, end } = range === 'whole' ? { start: 0, end: bytes.length - 1 } : range;
    if (range !== 'whole')
      void reply.status(206).header('content-range', `bytes ${start}-${end}/${bytes.length}`);
    void reply.headers({
      'accept-ranges': 'bytes',
      etag: validators.etag,
      'last-modified': validators.lastModified,
    });
    return new StreamableFile(bytes.subarray(start, end + 1), {
      type: mediaType,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      length: end + 1 - start,
    });
  }

  /** Answers 302 to the status page, or 300 with the variants to choose from. */
  private answer(started: StartedDownload, reply: FastifyReply): object | undefined {
    if ('location' in started) {
      this.headers.set(reply, { Location: started.location });
      return undefined;
    }
    void reply.status(300);
    return started;
  }

  private urlOf(request: FastifyRequest, id: string): (until: string, name: string) => string {
    return (until, name) => this.links.urlOf(request, ddsOperations.getFile, { id, until, name });
  }
}
