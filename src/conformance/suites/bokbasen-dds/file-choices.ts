import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Exchange } from '../../../platform/journal/exchange.js';

/** Query parameters for each of the files that a response with status 300 offers. */
export function fileChoicesIn({ status, response }: Exchange): Record<string, string>[] {
  const { choices } = (parseJson(response.body) ?? {}) as { choices?: Record<string, unknown>[] };
  if (status !== 300 || !Array.isArray(choices)) return [];
  return choices
    .filter((one) => typeof one?.['type'] === 'string')
    .map(({ type, bitrate }) => ({
      type: String(type),
      ...((typeof bitrate === 'string' || typeof bitrate === 'number') && {
        bitrate: String(bitrate),
      }),
    }));
}
