import { Controller, Param, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PrintedHeaders } from '../../contracts/bokbasen/printed-headers.js';
import { accepts } from '../../contracts/bokbasen/accept.js';
import { statusPage } from '../../contracts/bokbasen-dds/feeds.js';
import {
  ContentAsked,
  type OrderOfTitle,
  type SubscriptionOrder,
} from '../../contracts/bokbasen-dds/messages.js';
import { ddsApi } from '../../contracts/bokbasen-dds/operations.js';
import { Caller } from '../../kernel/auth/caller.js';
import { Links } from '../../kernel/contract/links.js';
import { Asked, Received } from '../../kernel/contract/received.js';
import { Serves } from '../../kernel/contract/serves.js';
import { ContentService, type Started } from './content.service.js';
import { OrdersService } from './orders.service.js';
import { StatusReads } from './status-reads.js';

/** Orders, and the way from an order to its file. */
@Controller()
export class DdsStoreController {
  constructor(
    private readonly orders: OrdersService,
    private readonly content: ContentService,
    private readonly reads: StatusReads,
    private readonly links: Links,
    private readonly headers: PrintedHeaders,
  ) {}

  @Serves(ddsApi.placeOrder)
  async place(
    @Caller() caller: Caller,
    @Received() { message }: Received<OrderOfTitle>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.headers.set(reply, { Location: await this.orders.place(caller, message) });
  }

  @Serves(ddsApi.placeSubscriptionOrder)
  async placeSubscription(
    @Caller() caller: Caller,
    @Received() { message }: Received<SubscriptionOrder>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const location = await this.orders.placeSubscription(caller, message);
    this.headers.set(reply, { Location: location });
  }

  @Serves(ddsApi.getContent)
  async ofOrder(
    @Caller() caller: Caller,
    @Param('id') id: string,
    @Asked() asked: ContentAsked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    return this.answer(await this.content.ofOrder(caller, id, asked), reply);
  }

  @Serves(ddsApi.getSample)
  async sample(
    @Caller() caller: Caller,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    return this.answer(await this.content.sample(caller, id), reply);
  }

  @Serves(ddsApi.getRawContent)
  async raw(
    @Caller() caller: Caller,
    @Param('id') id: string,
    @Asked() asked: ContentAsked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    return this.answer(await this.content.raw(caller, id, asked), reply);
  }

  @Serves(ddsApi.getLibraryContent)
  async forLibrary(
    @Caller() caller: Caller,
    @Param('id') id: string,
    @Asked() asked: ContentAsked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    return this.answer(await this.content.forLibrary(caller, id, asked), reply);
  }

  @Serves(ddsApi.getDownloadStatus)
  async status(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | string> {
    const { status, downloadURL } = await this.content.status(id, this.urlOf(request, id));
    this.reads.judge(request.exchange, id, status);
    const { accept } = request.headers;
    // XML is what it says to who does not ask for JSON by name.
    if (accept?.includes('json') && accepts(accept, 'application/json'))
      return { status, ...(downloadURL !== undefined && { downloadURL }) };
    void reply.header('content-type', 'application/xml');
    return statusPage(status, downloadURL);
  }

  @Serves(ddsApi.getFile)
  async file(
    @Param() asked: Record<'id' | 'until' | 'name', string>,
    @Req() request: FastifyRequest,
  ): Promise<StreamableFile> {
    const urlOf = this.urlOf(request, asked.id);
    const { bytes, mediaType, name } = await this.content.file(asked, urlOf);
    return new StreamableFile(bytes, {
      type: mediaType,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      length: bytes.length,
    });
  }

  /** 302 to the status page, or 300 with what there is to choose from. */
  private answer(started: Started, reply: FastifyReply): object | undefined {
    if ('location' in started) {
      this.headers.set(reply, { Location: started.location });
      return undefined;
    }
    void reply.status(300);
    return started;
  }

  private urlOf(request: FastifyRequest, id: string): (until: string, name: string) => string {
    return (until, name) => this.links.to(request, ddsApi.getFile, { id, until, name });
  }
}
