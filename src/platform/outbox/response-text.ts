import { isUtf8 } from 'node:buffer';
import type { Duplex } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
} from 'node:zlib';
import { ownValue } from '../validation/own-value.js';

type Headers = Record<string, string | string[] | undefined>;

/** Bytes of a body as they were received; `truncated`: the rest was not read. */
export interface ReceivedBytes {
  bytes: Buffer;
  truncated: boolean;
}

/** Ends a stream without an error where its end is missing, because the rest was not read. */
const lenient = { finishFlush: constants.Z_SYNC_FLUSH };
const decoders: Record<string, (bytes: Buffer) => Duplex> = {
  gzip: () => createGunzip(lenient),
  'x-gzip': () => createGunzip(lenient),
  // Some servers leave out the header of zlib.
  deflate: ([first = 0]) =>
    (first & 0x0f) === 8 ? createInflate(lenient) : createInflateRaw(lenient),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
};

/**
 * The text of a response body, without its Content-Encoding and in the charset of its media type. At
 * most `maxBytes` are decoded. A body that cannot be decoded is replaced by the reason in
 * parentheses, because its status counts all the same.
 */
export async function responseText(
  received: ReceivedBytes,
  headers: Headers,
  maxBytes: number,
): Promise<string> {
  const encodings = listOf(headers['content-encoding']).filter((name) => name !== 'identity');
  let decoded = received;
  for (const encoding of encodings.toReversed()) {
    if (decoded.bytes.length === 0) break;
    const create = ownValue(decoders, encoding);
    if (!create) return unreadable(`Content-Encoding ${encoding} is not supported`);
    try {
      decoded = await decode(decoded, create(decoded.bytes), maxBytes);
    } catch (error) {
      return unreadable(`Content-Encoding ${encoding}: ${(error as Error).message}`);
    }
  }
  return textIn(decoded, String(headers['content-type'] ?? ''));
}

function unreadable(reason: string): string {
  return `(unreadable body: ${reason})`;
}

function listOf(header: string | string[] | undefined): string[] {
  const names = [header ?? ''].flat().join(',').toLowerCase().split(',');
  return names.map((name) => name.trim()).filter(Boolean);
}

async function decode(
  { bytes, truncated }: ReceivedBytes,
  decoder: Duplex,
  maxBytes: number,
): Promise<ReceivedBytes> {
  decoder.end(bytes);
  const decoded = await readBytes(decoder, maxBytes);
  return { ...decoded, truncated: truncated || decoded.truncated };
}

/** Reads a body up to a number of bytes. */
export async function readBytes(
  body: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<ReceivedBytes> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    chunks.push(chunk);
    if (size > maxBytes) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), truncated: size > maxBytes };
}

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i;
const XML_ENCODING = /^<\?xml[^>]{0,100}\sencoding\s*=\s*["']([\w.:-]+)/i;

/** Text in UTF-8, if its bytes can be that; otherwise in the charset that it declares. */
function textIn({ bytes, truncated }: ReceivedBytes, contentType: string): string {
  const utf16 = utf16Of(bytes);
  const declared = CHARSET.exec(contentType)?.[1];
  const isWide = utf16 !== undefined || /^utf-?16/i.test(declared ?? '');
  if (!isWide && (truncated || isUtf8(bytes))) return bytes.toString('utf8');
  const inXml = XML_ENCODING.exec(bytes.toString('latin1', 0, 200))?.[1];
  return decodeText(bytes, utf16 ?? declared ?? inXml ?? 'windows-1252');
}

/** The form of UTF-16 whose byte order mark is at the start. */
function utf16Of([first, second]: Buffer): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function decodeText(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
