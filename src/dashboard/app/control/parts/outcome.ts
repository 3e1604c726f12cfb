import { useCallback, useState } from 'react';

/** The result of the last action of a form or list: its message, or its error. */
interface Outcome {
  message?: string;
  error?: unknown;
}

export interface Reports extends Outcome {
  /** Shows that an action succeeded. */
  done: (message: string) => void;
  /** Shows an error; undefined: removes the last result. */
  fail: (error: unknown) => void;
}

/** Result of the actions of a form or list, and the functions that report it. */
export function useOutcome(): Reports {
  const [outcome, setOutcome] = useState<Outcome>({});
  const done = useCallback((message: string) => {
    setOutcome({ message });
    requestAnimationFrame(keepFocus);
  }, []);
  const fail = useCallback((error: unknown) => setOutcome({ error }), []);
  return { ...outcome, done, fail };
}

/** Element that gets the focus when the focused one was removed. */
export const SECTION_TITLE = 'section-title';

/** An action may remove the row of its button. The next key then belongs to the section, not to the top of the page. */
function keepFocus(): void {
  if (document.activeElement === document.body)
    document.querySelector<HTMLElement>(`#${SECTION_TITLE}`)?.focus();
}
