const BYTE_ORDER_MARK = '\uFEFF';

export function hasByteOrderMark(text: string): boolean {
  return text.startsWith(BYTE_ORDER_MARK);
}

/** A decoded text without the byte order mark at its start. */
export function withoutByteOrderMark(text: string): string {
  return hasByteOrderMark(text) ? text.slice(BYTE_ORDER_MARK.length) : text;
}
