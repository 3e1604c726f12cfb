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
import { generateFile, nameOf, partOf, type GeneratedFile } from './files.js';
import { checkChoice, checkSample, failForeignContent, failWithoutRight } from '../checks.js';
import { hasRight } from '../rights.js';
import { API, preparationOf } from '../scenarios.js';
import { SaleRepository } from '../sales.repository.js';
import { TitleRepository } from '../titles.repository.js';

/** How long a status page lives. */
const PAGE_MS = 3_600_000;
/** How long a link to a file is good. */
const LINK_MS = 900_000;

/** What a content request comes to: a status page, or the files from which to choose. */
export type StartedDownload = { location: string } | { choices: ContentVariant[] };

interface Start {
  title: Title;
  wanted: ContentQuery;
  /** What of it the caller said, where that is less. */
  given?: ContentQuery;
  excerpt: boolean;
  watermark: string | undefined;
  /** What was said when it was ordered. */
  said?: object;
}

/** Downloads: of what was ordered, of excerpts, and of the files themselves. */
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

  /** Starts a download of what the caller has ordered. */
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
    return this.start(caller, { title, wanted, excerpt, watermark, said: order });
  }

  /** Starts a download of the excerpt of an e-book; nothing has to be ordered. */
  async sample(caller: Caller, resid: string): Promise<StartedDownload> {
    const title = await this.titleOf(caller.workspace, resid);
    caller.record(checkSample(title));
    assertSaleable(title, true);
    return this.start(caller, { title, wanted: {}, excerpt: true, watermark: undefined });
  }

  /** Starts a download of the file itself; an audiobook is one file. */
  async raw(caller: Caller, resid: string, given: ContentQuery): Promise<StartedDownload> {
    const title = await this.titleFor(caller, 'raw', resid);
    const [whole] = contentVariantsOf(title);
    const wanted = { ...whole, ...given };
    // There is one file of each, and no choice.
    if (!whole || wanted.type !== whole.type) {
      const choices = whole ? [whole] : [];
      caller.record(checkChoice(choices, wordsOf(given), false));
      return { choices };
    }
    return this.start(caller, { title, wanted, given, excerpt: false, watermark: undefined });
  }

  /** Starts a download for a library. */
  async forLibrary(caller: Caller, resid: string, wanted: ContentQuery): Promise<StartedDownload> {
    const title = await this.titleFor(caller, 'library', resid);
    return this.start(caller, { title, wanted, excerpt: false, watermark: undefined });
  }

  /** How far a download is; `urlOf` makes the link to its file. */
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
    return { status: 'READY', downloadURL: urlOf(until, nameOf(title, download.type)) };
  }

  /** The file of a download, or a part of it. */
  async file(
    { id, until, name }: Record<'id' | 'until' | 'name', string>,
    urlOf: (until: string, name: string) => string,
  ): Promise<GeneratedFile> {
    const { workspace, download } = await this.find(id);
    const now = this.clock.now(workspace);
    const latest = Date.parse(download.createdAt) + PAGE_MS + LINK_MS;
    const goodUntil = /^\d{1,12}$/.test(until) ? Number(until) * 1000 : 0;
    const isGood = now < goodUntil && goodUntil <= latest;
    if (!isGood || toIsoUtc(now) < download.readyAt || download.fails)
      throw ddsProblems.unknownDownload(`${id}; a link is good for 15 minutes`);
    const made = await this.made(workspace, download, (part) => urlOf(until, part));
    const file = made.name === name ? made : partOf(download.type, name);
    if (!file) throw ddsProblems.unknownDownload(`${id} has no file ${name}`);
    return file;
  }

  /** A title for one who needs no order of it, but a right. */
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

  private async start(caller: Caller, asking: Start): Promise<StartedDownload> {
    const { workspace } = caller;
    const { title, wanted, given = wanted, said, ...how } = asking;
    const choice = chosen(title, wanted);
    const choices = contentVariantsOf(title);
    caller.record(checkChoice(choices, wordsOf(given), choice !== undefined));
    if (!choice) return { choices };
    const called = this.scenarios.behaviourLookup(workspace, API)({ ...said, resid: title.id });
    const { fails, takes } = preparationOf(called);
    const { processAfter } = this.workspaces.settings(workspace);
    const now = this.clock.now(workspace);
    const download: Download = {
      ...how,
      id: randomUUID(),
      resid: title.id,
      type: choice.type,
      createdAt: toIsoUtc(now),
      readyAt: toIsoUtc(now + (takes ?? durationMs(processAfter) ?? 0)),
      fails,
    };
    await this.store.write(workspace, (tx) =>
      this.downloads.enter(tx, workspace, download, toIsoUtc(now - PAGE_MS - LINK_MS)),
    );
    return { location: caller.linkTo(ddsOperations.getDownloadStatus, { id: download.id }) };
  }

  private async made(
    workspace: string,
    { resid, type, excerpt, watermark, createdAt }: Download,
    urlOf: (part: string) => string,
  ): Promise<GeneratedFile> {
    const title = await this.titleOf(workspace, resid);
    const madeAt = new Date(createdAt);
    return generateFile({ title, type, excerpt, watermark, madeAt }, urlOf);
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

/** The file that is meant: the only one, or the one that type and bitrate name. */
function chosen(title: Title, wanted: ContentQuery): ContentVariant | undefined {
  const [type, bitrate] = [wanted.type || undefined, wanted.bitrate || undefined];
  const choices = contentVariantsOf(title);
  if (choices.length === 1 && type === undefined && bitrate === undefined) return choices[0];
  return choices.find((one) => one.type === type && (one.bitrate ?? bitrate) === bitrate);
}

/** What is asked for, as a text; empty: nothing is. */
function wordsOf({ type = '', bitrate = '' }: ContentQuery): string {
  return `${type} ${bitrate}`.trim();
}
