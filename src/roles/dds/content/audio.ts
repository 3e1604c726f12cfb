import { ID3Writer } from 'browser-id3-writer';
import { readFileSync } from 'node:fs';

/** One second of a tone: the content of every audiobook. */
const TONE = bufferOf('tone.mp3');
const COVER = bufferOf('cover.png');
/** Picture type "Cover (front)" of ID3v2. */
const FRONT_COVER = 3;
const GENRE = 'Audiobook';
/** Number of this genre in ID3v1. */
const GENRE_NUMBER = 183;
const ID3V1_LENGTH = 128;

/** Content of the ID3 tags of an audio file. */
export interface AudioTags {
  title: string;
  artist: string;
  album: string;
  /** Number of the file among those of its album, from 1. */
  track: number;
  tracks: number;
}

/**
 * Generates an MP3 file with the tags of Bokbasen's page "Audio": ID3v2 before the sound and ID3v1
 * after it.
 */
export function generateMp3(tags: AudioTags): Uint8Array {
  const title = printable(tags.title);
  const [artist, album] = [printable(tags.artist), printable(tags.album)];
  const { track, tracks } = tags;
  const withId3v2 = new ID3Writer(TONE)
    .setFrame('TIT2', title)
    .setFrame('TPE1', [artist])
    .setFrame('TALB', album)
    .setFrame('TCON', [GENRE])
    .setFrame('TRCK', `${track}/${tracks}`)
    .setFrame('APIC', { type: FRONT_COVER, data: COVER, description: 'Cover' })
    .addTag();
  return Buffer.concat([new Uint8Array(withId3v2), id3v1({ title, artist, album, track })]);
}

/** The tag of ID3v1.1: fields of a fixed length in Latin-1. */
function id3v1({ title, artist, album, track }: Omit<AudioTags, 'tracks'>): Uint8Array {
  const tag = Buffer.alloc(ID3V1_LENGTH);
  const fields: [text: string, position: number][] = [
    ['TAG', 0],
    [title, 3],
    [artist, 33],
    [album, 63],
  ];
  for (const [text, position] of fields) tag.write(latin1(text), position, 30, 'latin1');
  tag[126] = track;
  tag[127] = GENRE_NUMBER;
  return tag;
}

/** A text without characters that Latin-1 does not have. */
function latin1(text: string): string {
  return text.replaceAll(/[\u{100}-\u{10ffff}]/gu, '?');
}

/** A text without control characters: in ID3v2 a NUL would end it. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}

function bufferOf(file: string): ArrayBuffer {
  return new Uint8Array(readFileSync(new URL(file, import.meta.url))).buffer;
}
