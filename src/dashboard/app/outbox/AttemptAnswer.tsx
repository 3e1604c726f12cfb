import type { Delivery } from '../api/types.js';
import { StatusMark } from '../traffic/StatusMark.js';

/** Status of an attempt, or the reason why it has none. */
export function AttemptAnswer({ attempt }: { attempt: Delivery['attempts'][number] }) {
  const { status, error } = attempt;
  return (
    <>
      {status !== undefined && <StatusMark status={status} />}{' '}
      {error !== undefined && <span className="attempt-error">{error}</span>}
    </>
  );
}
