import { Injectable } from '@nestjs/common';
import {
  AUDIO_TITLE,
  CONSUMER,
  NODRM_TITLE,
  SDRM_TITLE,
} from '../../../apis/bokbasen-dds/examples.js';
import { DRMS, FORMATS, type Title } from '../../../apis/bokbasen-dds/titles.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Client } from '../../../platform/oauth/client.entity.js';
import type { WriteTransaction } from '../../../platform/persistence/store.js';
import { withCheckDigit } from '../../../sandbox/generators/ean13.js';
import { ConsumerRepository, type Consumer } from '../consumers.repository.js';
import { NO_ACCESS, magicTitles } from '../scenarios.js';
import { SaleRepository } from '../sales.repository.js';
import { TitleRepository } from '../titles.repository.js';

const DAY_MS = 86_400_000;
const PUBLISHER = { publisher: '900224', publisherName: 'Eksempelforlaget' };

type Plan = Pick<Title, 'id' | 'format' | 'drm'> & Partial<Title>;

/** One published, accessible title for every format and kind of DRM. */
const everyKind: Plan[] = FORMATS.flatMap((format, first) =>
  DRMS.map((drm, second) => ({ id: generatedId(first * DRMS.length + second), format, drm })),
);

const isbnOf = (number: number): string =>
  withCheckDigit(`97882001${String(10_000 + number).slice(-4)}`);

function generatedId(number: number): string {
  return `a0d10000-0000-4000-8000-${String(1000 + number).padStart(12, '0')}`;
}

// prettier-ignore
const plans: Plan[] = [
  { id: NODRM_TITLE, format: 'EPUB', drm: 'NODRM', title: 'Eksempelboka', excerpt: true },
  { id: SDRM_TITLE,  format: 'EPUB', drm: 'SDRM',  title: 'Boka med vannmerke', excerpt: true },
  { id: AUDIO_TITLE, format: 'MP3',  drm: 'SDRM',  title: 'Lydboka' },
  ...everyKind,
  // States.
  { id: generatedId(100), format: 'EPUB', drm: 'NODRM', title: 'Ikke utgitt', published: false },
  { id: generatedId(101), format: 'MP3',  drm: 'SDRM',  title: 'Ikke utgitt lydbok', published: false },
  { id: generatedId(102), format: 'EPUB', drm: 'SDRM',  title: 'Bare utdraget er utgitt', published: false, excerpt: true },
  { id: generatedId(103), format: 'EPUB', drm: 'NODRM', title: 'Slettet', published: false, deleted: 'yes' },
  { id: generatedId(104), format: 'MP3',  drm: 'NODRM', title: 'Slettet lydbok', published: false, deleted: 'yes' },
  { id: generatedId(105), format: 'EPUB', drm: 'NODRM', title: 'Uten avtale', access: false },
  { id: generatedId(106), format: 'MP3',  drm: 'SDRM',  title: 'Lydbok uten avtale', access: false },
  { id: generatedId(107), format: 'EPUB', drm: 'NODRM', title: 'Uten utdrag', excerpt: false },
  // Second versions of the same title.
  { id: generatedId(110), format: 'EPUB', drm: 'NODRM', title: 'Første versjon', isbn: isbnOf(500) },
  { id: generatedId(111), format: 'EPUB', drm: 'NODRM', title: 'Andre versjon', isbn: isbnOf(500), version: 2 },
  { id: generatedId(112), format: 'MP3',  drm: 'SDRM',  title: 'Lydbok, første versjon', isbn: isbnOf(501) },
  { id: generatedId(113), format: 'MP3',  drm: 'SDRM',  title: 'Lydbok, andre versjon', isbn: isbnOf(501), version: 2 },
  // Magic values.
  ...magicTitles.map((id): Plan => ({ id, format: 'EPUB', drm: 'NODRM', title: `Magisk ${id.slice(-2)}`, access: id !== NO_ACCESS })),
  // More ordinary titles.
  ...Array.from({ length: 10 }, (_, number): Plan => ({ id: generatedId(200 + number), format: number % 2 ? 'MP3' : 'EPUB', drm: 'SDRM', title: `Eksempelbok ${number + 1}` })),
];

/** Titles that any store can sell, without magic values. */
export const usualTitles = plans.filter(
  ({ id, published, access, deleted }) =>
    published !== false && access !== false && deleted === undefined && !magicTitles.includes(id),
);

/** Fictional consumers with an account. */
// prettier-ignore
export const seededConsumers: Consumer[] = [
  { id: CONSUMER,                               email: 'ola.nordmann@example.org', name: 'Ola',  surname: 'Nordmann' },
  { id: '212c60f9-57db-4b5b-b32a-ed561346eda1', email: 'lise.leser@example.org',   name: 'Lise', surname: 'Leser' },
];

/** Seed of the role: titles, consumers and orders of every new workspace. */
@Injectable()
export class DdsSeed {
  constructor(
    private readonly titles: TitleRepository,
    private readonly consumers: ConsumerRepository,
    private readonly sold: SaleRepository,
  ) {}

  async seed(tx: WriteTransaction, workspace: string, clients: Client[]): Promise<void> {
    const now = Math.floor(realNow() / 1000) * 1000;
    for (const [index, plan] of plans.entries()) {
      await this.titles.write(tx, workspace, titleOf(plan, index, now));
    }
    for (const consumer of seededConsumers) {
      await this.consumers.write(tx, workspace, consumer);
    }
    const [store] = clients;
    if (!store) return;
    for (const [index, [resid, excerpt]] of orders.entries()) {
      await this.sold.insert(tx, workspace, {
        // The first fulfilment ids are those of the examples in the documentation.
        fulfilmentId: fulfilments[index] ?? '',
        kind: 'normal',
        client: store.clientId,
        excerpt,
        buyer: 'Ola Nordmann',
        createdAt: toIsoUtc(now - (10 - index) * DAY_MS),
        order: { orderid: `seed-${index + 1}`, resid, spd: '18900', id: CONSUMER },
      });
    }
  }
}

const fulfilments = [
  '0b1c4e50-bb00-46ea-bc24-27d1b32fb2a3',
  '30311730-6bb0-43a1-809f-18735edec150',
  'c4029e6e-a237-4c20-a109-804d398122ab',
  '7f2f0f6e-3c55-4a53-9a40-6f3d2a1b7c14',
];
const orders: [resid: string, excerpt: boolean][] = [
  [NODRM_TITLE, false],
  [SDRM_TITLE, false],
  [AUDIO_TITLE, false],
  [SDRM_TITLE, true],
];

/** Builds a title. Each has its own update time in the last 90 days, so that a feed can be read in pages. */
function titleOf(plan: Plan, index: number, now: number): Title {
  const updated = toIsoUtc(now - 80 * DAY_MS + index * DAY_MS);
  const { deleted, ...rest } = plan;
  const title = {
    isbn: isbnOf(index + 1),
    ...PUBLISHER,
    title: `${plan.format} med ${plan.drm}`,
    author: 'Forfatter, Kari',
    version: 1,
    updated,
    firstpublished: toIsoUtc(now - 85 * DAY_MS),
    published: true,
    access: true,
    excerpt: plan.format !== 'MP3',
    ...rest,
  };
  return { ...title, ...(deleted !== undefined && { deleted: updated }) };
}
