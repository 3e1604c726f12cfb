import { ErrorNote } from '../../components/ErrorNote.js';
import type { Reports } from './outcome.js';

type Props = Pick<Reports, 'message' | 'error'>;

/** The result of an action. A screen reader announces it. */
export function OutcomeNote({ message, error }: Props) {
  return (
    <>
      <output className="outcome">
        {message && (
          <>
            <span aria-hidden="true">✓</span> {message}
          </>
        )}
      </output>
      <ErrorNote error={error} />
    </>
  );
}
