import type { ReceivedResponse, RefusalReason } from '../../platform/api/operation.js';
import { parseJson } from '../../platform/requirements/check-result.js';
import { Code } from './errors.js';

/**
 * Tells if a response to a call that is valid against its schema is a fault of the operation. A
 * server error always is; a 400 is unless there is a reason for it, and "Schema incorrect" is never
 * the name of a state.
 */
export function refusesValidCall(
  { status, body }: Pick<ReceivedResponse, 'status' | 'body'>,
  reason?: RefusalReason,
): boolean {
  if (status >= 500) return true;
  if (status !== 400 || reason === 'rule') return false;
  return reason === undefined || codeIn(body) === Code.schemaIncorrect;
}

function codeIn(body: string): unknown {
  return { ...(parseJson(body) as { status?: unknown } | undefined) }.status;
}
