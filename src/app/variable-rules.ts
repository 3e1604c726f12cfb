import { ANY_ORIGIN } from '../platform/http/cors.js';
import { isPostgresUrl } from '../platform/persistence/postgres/url.js';

export function splitList(text: string): string[] {
  return text.split(',').map((pause) => pause.trim());
}

export function isPort(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) <= 65535;
}

export function isCount(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text) && Number(text) <= 100_000_000;
}

export function isSqliteUrl(text: string): boolean {
  return isPostgresUrl(text) || (/^sqlite:.+/.test(text) && !text.startsWith('sqlite://'));
}

/** False for a URL of PostgreSQL that has no database, or cannot be read. */
export function isUsablePostgresUrl(text: string): boolean {
  if (!/^postgres(ql)?:/.test(text)) return true;
  return isPostgresUrl(text) && URL.canParse(text) && new URL(text).pathname.length > 1;
}

/** The origins of a list as browsers write them. A text with `*` is not split: it is an error beside origins. */
export function originsIn(text: string): string[] {
  if (text.includes(ANY_ORIGIN)) return [text.trim()];
  return splitList(text).map((one) => (isHttpOrigin(one) ? new URL(one).origin : one));
}

function isHttpOrigin(text: string): boolean {
  return /^https?:\/\/[^/?#@\s*]+$/i.test(text) && URL.canParse(text);
}

/** True for scheme, host and port without a path. Apps in a web view have schemes of their own. */
export function isOrigin(text: string): boolean {
  if (text === ANY_ORIGIN || isHttpOrigin(text)) return true;
  return /^(?!https?:)[a-z][a-z\d+.-]*:\/\/[^/?#@\s*]+$/.test(text);
}

/** True for a name or address as the Host header has it, with or without a port. */
export function isHost(text: string): boolean {
  return /^(?:[a-z\d._-]+|\[[\d:.a-f]+\])(?::\d{1,5})?$/i.test(text);
}

export function isInstanceUrl(text: string): boolean {
  return isHttpOrigin(text.replace(/\/$/, ''));
}

export function isPublicUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.search + url.hash === '';
}
