import { useState } from 'react';
import { ActionButton } from './ActionButton.js';

interface Props {
  label: string;
  /** Name for a screen reader, where several buttons have the same label. */
  name?: string;
  /** The action as a question. */
  question: string;
  confirm: string;
  cancel: string;
  onAction: () => Promise<void>;
  onError: (error: unknown) => void;
}

/** A button that asks before it does something that cannot be undone. */
export function ConfirmButton(props: Props) {
  const { label, name, question, confirm, cancel, onAction, onError } = props;
  const [isAsking, setAsking] = useState(false);
  if (!isAsking)
    return (
      <button type="button" aria-label={name} onClick={() => setAsking(true)}>
        {label}
      </button>
    );
  return (
    // Escape answers no, wherever the focus is inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <span
      className="question"
      role="group"
      aria-label={question}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        setAsking(false);
      }}
    >
      {question}{' '}
      <ActionButton
        label={confirm}
        isDangerous
        onError={onError}
        onAction={async () => {
          await onAction();
          setAsking(false);
        }}
      />{' '}
      <button type="button" ref={focus} onClick={() => setAsking(false)}>
        {cancel}
      </button>
    </span>
  );
}

/** The focus goes to the harmless answer. */
const focus = (button: HTMLButtonElement | null): void => button?.focus();
