/** A version of a title in the inventory of the server. */
export interface DdsTitle {
  resid: string;
  isbn: string;
  format: 'EPUB' | 'MP3';
  drm: 'NODRM' | 'SDRM';
  version: number;
  updated: string;
  published: boolean;
  access: boolean;
  excerpt: boolean;
  /** The preparation of a download fails, or takes longer than a run. */
  preparation?: 'fails' | 'slow';
}

const DAY_MS = 86_400_000;
const residOf = (number: number): string => `5be1d0c${number}-77aa-4c1d-9b0e-2f60a1c3d9e5`;
const daysAgo = (days: number): string =>
  `${new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 19)}Z`;

function title(number: number, isbn: number, difference: Partial<DdsTitle> = {}): DdsTitle {
  return {
    resid: residOf(number),
    isbn: `97882990000${isbn}`,
    format: 'EPUB',
    drm: 'NODRM',
    version: 1,
    updated: daysAgo(20 + number),
    published: true,
    access: true,
    excerpt: false,
    ...difference,
  };
}

/** Titles of this server, which have nothing in common with the seed of the sandbox. */
export const ddsTitles: DdsTitle[] = [
  title(0, 17, { excerpt: true }),
  title(1, 24, { drm: 'SDRM' }),
  title(2, 31, { format: 'MP3' }),
  title(3, 48, { access: false }),
  title(4, 55, { published: false }),
  title(5, 62, { preparation: 'fails' }),
  title(6, 79, { preparation: 'slow' }),
  title(7, 86, { excerpt: false }),
  title(8, 86, { version: 2 }),
  title(9, 86, { version: 3, updated: daysAgo(3) }),
];

/** The titles whose first version is the latest one. */
export const singleVersions = ddsTitles.filter(
  ({ isbn, version }) =>
    version === 1 && !ddsTitles.some((one) => one.isbn === isbn && one.version > 1),
);

/** `data` of the configuration for this server. */
export const ddsData = {
  titles: {
    nodrm: residOf(0),
    sdrm: residOf(1),
    audio: residOf(2),
    excerpt: residOf(0),
    withoutExcerpt: residOf(7),
    withoutAccess: residOf(3),
    unpublished: residOf(4),
    failing: residOf(5),
    slow: residOf(6),
  },
  consumer: 'c0ffee00-1234-4a6b-8c7d-000000000042',
  isbn: '9788299000086',
  publishers: ['4711', '4712'],
};
