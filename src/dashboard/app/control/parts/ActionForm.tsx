import { useState, type ReactNode, type SubmitEvent } from 'react';
import { OutcomeNote } from './OutcomeNote.js';
import { useOutcome } from './outcome.js';

interface Props {
  /** Label of the button, and name of the form for a screen reader. */
  submit: string;
  children: ReactNode;
  /** Further buttons beside that of the form. */
  more?: ReactNode;
  /** Returns the message about its success; empty: none. */
  onSubmit: (fields: FormData) => Promise<string>;
}

/** A form that does something on the server, with the result of its last use below it. */
export function ActionForm({ submit, children, more, onSubmit }: Props) {
  const { message, error, done, fail } = useOutcome();
  const [isBusy, setBusy] = useState(false);
  const act = async (fields: FormData): Promise<void> => {
    setBusy(true);
    fail(undefined);
    try {
      done(await onSubmit(fields));
    } catch (thrown) {
      fail(thrown);
    } finally {
      setBusy(false);
    }
  };
  const send = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    // The button has a value where a form has several.
    void act(new FormData(event.currentTarget, event.nativeEvent.submitter));
  };
  return (
    <>
      <form className="fields" aria-label={submit} onSubmit={send}>
        {children}
        <button type="submit" className="primary" disabled={isBusy}>
          {submit}
        </button>
        {more}
      </form>
      <OutcomeNote message={message} error={error} />
    </>
  );
}
