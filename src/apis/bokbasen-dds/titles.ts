import {
  Bool,
  Int,
  Pattern,
  OneOf,
  Optional,
  Text,
  Timestamp,
} from '../../platform/validation/fields.js';

export const FORMATS = ['EPUB', 'EPB', 'PDF', 'MP3'] as const;
export const DRMS = ['NODRM', 'SDRM', 'TDRM', 'LCP', 'UNKNOWN'] as const;

/** A version of an e-book or audiobook in the inventory. */
export class Title {
  @Text('resid: id of this version', { example: 'fab4599e-eb2e-445a-a7f9-4af12c052dec' })
  id!: string;

  @Pattern(/^\d{13}$/, 'thirteen digits', 'ISBN, the same for all versions', {
    example: '9788200100010',
  })
  isbn!: string;

  @Text('Id of the publisher', { example: '900224' })
  publisher!: string;

  @Optional()
  @Text('Name of the publisher, on the shelf of a consumer; default: the id', {
    example: 'Eksempelforlaget',
  })
  publisherName?: string;

  @Text('Title', { example: 'Eksempelboka' })
  title!: string;

  @Optional()
  @Text('Author, the last name first, as on the shelf of a consumer', {
    example: 'Forfatter, Kari',
  })
  author?: string;

  @OneOf(FORMATS, 'Format; MP3 is an audiobook', { example: 'EPUB' })
  format!: (typeof FORMATS)[number];

  @OneOf(DRMS, 'DRM; SDRM is a watermark with the name of the buyer', { example: 'NODRM' })
  drm!: (typeof DRMS)[number];

  @Int('Version number, starting at 1', { example: 1 })
  version!: number;

  @Timestamp('Time of the last change', { example: '2026-10-01T08:00:00Z' })
  updated!: string;

  @Optional()
  @Timestamp('Publication time of the first version', { example: '2026-09-01T08:00:00Z' })
  firstpublished?: string;

  @Optional()
  @Timestamp('Time of deletion; absent when the title is not deleted', {
    example: '2026-10-01T08:00:00Z',
  })
  deleted?: string;

  @Bool('True when the title can be sold and downloaded', { example: true })
  published!: boolean;

  @Bool('True when the calling client has access to the title', { example: true })
  access!: boolean;

  @Bool('True when there is an excerpt; always false for an audiobook', { example: true })
  excerpt!: boolean;
}

/** One of the files in which a title can be had. */
export interface ContentVariant {
  type: string;
  bitrate?: string;
}

const AUDIO = [
  'complete-public',
  'complete-private',
  'zipped-public',
  'zipped-private',
  'hls-private',
  'progressive-private',
];
const BITRATE = '64';
const MEDIA_TYPES: Record<string, string> = {
  EPUB: 'application/epub+zip',
  EPB: 'application/epub+zip',
  PDF: 'application/pdf',
};

/** Every file in which a title can be had: an e-book in one, an audiobook in several. */
export function contentVariantsOf({ format }: Title): ContentVariant[] {
  if (format !== 'MP3') return [{ type: MEDIA_TYPES[format] ?? '' }];
  return AUDIO.map((kind) => ({ type: `audio/vnd.bokbasen.${kind}`, bitrate: BITRATE }));
}
