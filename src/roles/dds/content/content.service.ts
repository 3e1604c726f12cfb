import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ddsProblems } from '../../../apis/bokbasen-dds/errors.js';
import type { ContentQuery } from '../../../apis/bokbasen-dds/messages.js';
import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import {
  contentVariantsOf,
  type ContentVariant,
  type Title,
} from '../../../apis/bokbasen-dds/titles.js';
import type { Caller } from '../../../platform/oauth/caller.js';
import { Clock } from '../../../platform/workspaces/clock.js';
import { durationMs } from '../../../platform/time/duration.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import { Store } from '../../../platform/persistence/store.js';
import { Scenarios } from '../../../sandbox/scenarios/scenarios.js';
import { Workspaces } from '../../../platform/workspaces/workspaces.js';
import { DownloadRepository, type Download } from './downloads.repository.js';
import { assertSaleable } from '../orders.service.js';
import { generateFile, fileNameOf, partOf, type GeneratedFile } from './files.js';
import { checkChoice, checkSample, failForeignContent, failWithoutRight } from '../checks.js';
import { hasRight } from '../rights.js';
import { DDS_API, preparationOf } from '../scenarios.js';
import { SaleRepository } from '../sales.repository.js';
import { TitleRepository } from '../titles.repository.js';

/** Lifetime of a status page. */
const PAGE_MS = 3_600_000;
/** Lifetime of a link to a file. */
const LINK_MS = 900_000;

/** Result of a content request: the URL of a status page, or the variants to choose from. */
export type StartedDownload = { location: string } | { choices: ContentVariant[] };

interface DownloadRequest {
  title: Title;
  wanted: ContentQuery;
  /** Query of the caller, where it has fewer fields than `wanted`. */
  given?: ContentQuery;
  excerpt: boolean;
  watermark: string | undefined;
  /** Content of the order, which scenarios can match. */
  order?: object;
}

/** Starts downloads, and serves their status pages and files. */
@Injectable()
export class ContentService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly titles: TitleRepository,
    private readonly sold: SaleRepository,
    private readonly downloads: DownloadRepository,
    private readonly scenarios: Scenarios,
  ) {}

  /** Starts a download of a title that the caller has ordered. */
  async ofOrder(caller: Caller, id: string, wanted: ContentQuery): Promise<StartedDownload> {
    const { workspace, client } = caller;
    const sale = await this.store.read(workspace, (tx) => this.sold.find(tx, workspace, id));
    if (!sale || sale.client !== client.clientId) {
      throw ddsProblems.unknownOrder(id).withResults(failForeignContent(id));
    }
    const { excerpt, buyer, order } = sale;
    const title = await this.titleOf(workspace, order.resid);
    assertSaleable(title, excerpt);
    const watermark = title.drm === 'SDRM' && !excerpt ? buyer : undefined;
    return this.start(caller, { title, wanted, excerpt, watermark, order });
  }

  /** Starts a download of the excerpt of an e-book. It needs no order. */
  async sample(caller: Caller, resid: string): Promise<StartedDownload> {
    const title = await this.titleOf(caller.workspace, resid);
    caller.record(checkSample(title));
    assertSaleable(title, true);
    return this.start(caller, { title, wanted: {}, excerpt: true, watermark: undefined });
  }

  /** Starts a download of the original file. An audiobook is one file. */
  async raw(caller: Caller, resid: string, given: ContentQuery): Promise<StartedDownload> {
    const title = await this.titleFor(caller, 'raw', resid);
    const [whole] = contentVariantsOf(title);
    const wanted = { ...whole, ...given };
    // Each title has exactly one original file.
    if (!whole || wanted.type !== whole.type) {
      const choices = whole ? [whole] : [];
      caller.record(checkChoice(choices, variantText(given), false));
      return { choices };
    }
    return this.start(caller, { title, wanted, given, excerpt: false, watermark: undefined });
  }

  /** Starts a download for a library. */
  async forLibrary(caller: Caller, resid: string, wanted: ContentQuery): Promise<StartedDownload> {
    const title = await this.titleFor(caller, 'library', resid);
    return this.start(caller, { title, wanted, excerpt: false, watermark: undefined });
  }

  /** Returns the status of a download. `urlOf` builds the link to its file. */
  async status(
    id: string,
    urlOf: (until: string, name: string) => string,
  ): Promise<{ status: string; downloadURL?: string }> {
    const { workspace, download } = await this.find(id);
    const now = this.clock.now(workspace);
    if (now >= Date.parse(download.createdAt) + PAGE_MS) throw ddsProblems.unknownDownload(id);
    if (toIsoUtc(now) < download.readyAt) return { status: 'PROCESSING' };
    if (download.fails) return { status: 'FAILED' };
    const until = String(Math.floor((now + LINK_MS) / 1000));
    const title = await this.titleOf(workspace, download.resid);
    return { status: 'READY', downloadURL: urlOf(until, fileNameOf(title, download.type)) };
  }

  /** Returns the file of a download, or a part of it. */
  async file(
    { id, until, name }: Record<'id' | 'until' | 'name', string>,
    urlOf: (until: string, name: string) => string,
  ): Promise<GeneratedFile & { madeAt: Date }> {
    const { workspace, download } = await this.find(id);
    const now = this.clock.now(workspace);
    const latest = Date.parse(download.createdAt) + PAGE_MS + LINK_MS;
    const validUntil = /^\d{1,12}$/.test(until) ? Number(until) * 1000 : 0;
    const isValid = now < validUntil && validUntil <= latest;
    if (!isValid || toIsoUtc(now) < download.readyAt || download.fails)
      throw ddsProblems.unknownDownload(`${id}; a link is valid for 15 minutes`);
    const { resid, createdAt } = download;
    const title = await this.titleOf(workspace, resid);
    const request = { ...download, title, madeAt: new Date(createdAt) };
    const whole = generateFile(request, (part) => urlOf(until, part));
    const file = whole.name === name ? whole : partOf(request, name);
    if (!file) throw ddsProblems.unknownDownload(`${id} has no file ${name}`);
    return { ...file, madeAt: request.madeAt };
  }

  /** Finds a title for a client that needs a right instead of an order. */
  private async titleFor(caller: Caller, right: 'raw' | 'library', resid: string): Promise<Title> {
    const { client, workspace } = caller;
    if (!hasRight(client, right)) {
      throw ddsProblems
        .notAllowed(`${client.clientId} has no right to ${right} content`)
        .withResults(failWithoutRight(right, client.clientId));
    }
    const title = await this.titleOf(workspace, resid);
    assertSaleable(title, false);
    return title;
  }

  private async start(caller: Caller, request: DownloadRequest): Promise<StartedDownload> {
    const { workspace } = caller;
    const { title, wanted, given = wanted, order, ...options } = request;
    const choice = chooseVariant(title, wanted);
    const choices = contentVariantsOf(title);
    caller.record(checkChoice(choices, variantText(given), choice !== undefined));
    if (!choice) return { choices };
    const triggered = this.scenarios.behaviourLookup(
      workspace,
      DDS_API,
    )({ ...order, resid: title.id });
    const { fails, takes } = preparationOf(triggered);
    const { processAfter } = this.workspaces.settings(workspace);
    const now = this.clock.now(workspace);
    const download: Download = {
      ...options,
      id: randomUUID(),
      resid: title.id,
      type: choice.type,
      createdAt: toIsoUtc(now),
      readyAt: toIsoUtc(now + (takes ?? durationMs(processAfter) ?? 0)),
      fails,
    };
    await this.store.write(workspace, (tx) =>
      this.downloads.insert(tx, workspace, download, toIsoUtc(now - PAGE_MS - LINK_MS)),
    );
    return { location: caller.linkTo(ddsOperations.getDownloadStatus, { id: download.id }) };
  }

  private async find(id: string) {
    const found = await this.store.readShared((tx) => this.downloads.find(tx, id));
    if (!found) throw ddsProblems.unknownDownload(id);
    return found;
  }

  private async titleOf(workspace: string, resid: string): Promise<Title> {
    const title = await this.store.read(workspace, (tx) => this.titles.find(tx, workspace, resid));
    if (!title) throw ddsProblems.unknownTitle(resid);
    return title;
  }
}

/** Chooses a variant: the only one, or the one that type and bitrate name. */
function chooseVariant(title: Title, wanted: ContentQuery): ContentVariant | undefined {
  const [type, bitrate] = [wanted.type || undefined, wanted.bitrate || undefined];
  const choices = contentVariantsOf(title);
  if (choices.length === 1 && type === undefined && bitrate === undefined) return choices[0];
  return choices.find((choice) => choice.type === type && (choice.bitrate ?? bitrate) === bitrate);
}

/** Requested variant as text; empty when the query names none. */
function variantText({ type = '', bitrate = '' }: ContentQuery): string {
  return `${type} ${bitrate}`.trim();
}
