import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import parseRange from 'range-parser';

/** Values by which a client recognises that a file is still the same. */
export interface Validators {
  etag: string;
  /** HTTP date. */
  lastModified: string;
}

/** Part of a file that a request wants: its first and last byte, or one of these answers. */
export type SelectedRange = { start: number; end: number } | 'whole' | 'unsatisfiable';

/** Strong ETag of a content (RFC 9110 §8.8.3). */
export function etagOf(bytes: Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('base64url')}"`;
}

/**
 * Selects the part of a file of `size` bytes that a request wants (RFC 9110 §14). Several ranges
 * that do not touch each other, another unit, a method other than GET, and an If-Range with
 * another validator get the whole file.
 */
export function selectRange(
  { method, headers }: Pick<FastifyRequest, 'method' | 'headers'>,
  size: number,
  { etag, lastModified }: Validators,
): SelectedRange {
  const { range, 'if-range': ifRange } = headers;
  if (method !== 'GET' || range === undefined || !/^bytes *=/i.test(range)) return 'whole';
  if (ifRange !== undefined && ![etag, lastModified].includes(String(ifRange).trim()))
    return 'whole';
  // A suffix that is longer than the file means the whole file; the library finds it unsatisfiable.
  const limited = range.replaceAll(
    /(?<=[=,] *)-(\d+)/g,
    (_, length: string) => `-${Math.min(Number(length), size)}`,
  );
  const ranges = parseRange(size, limited, { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  const [first, another] = ranges === -2 ? [] : ranges;
  return first && !another ? first : 'whole';
}
