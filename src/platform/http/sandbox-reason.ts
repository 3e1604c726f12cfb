import type { FastifyReply, FastifyRequest } from 'fastify';

/** Response header with our reason for a refusal, beside the body that the source fixes. */
export const REASON_HEADER = 'Sandbox-Reason';

const MAX_LENGTH = 500;
const CUT = '...';

/** Gives the reason of a refusal: in the journal in full, and as a header. */
export function giveReason(
  reason: string,
  { exchange }: FastifyRequest,
  reply: FastifyReply,
): void {
  exchange.reason = reason;
  void reply.header(REASON_HEADER, reasonHeader(reason));
}

/**
 * A reason as the value of a header: printable ASCII as it is, other characters percent-encoded in
 * UTF-8. A longer value is cut between two characters and ends with `...`.
 */
export function reasonHeader(reason: string): string {
  let value = '';
  let beginning = '';
  for (const character of reason.slice(0, MAX_LENGTH + 1)) {
    value += /[\u0020-\u007e]/.test(character) ? character : percentEncoded(character);
    if (value.length > MAX_LENGTH) return beginning + CUT;
    if (value.length <= MAX_LENGTH - CUT.length) beginning = value;
  }
  return value;
}

function percentEncoded(character: string): string {
  const bytes = [...Buffer.from(character)];
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
