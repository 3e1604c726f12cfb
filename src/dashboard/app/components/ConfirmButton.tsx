import { useEffect, useState } from 'react';
import { useTexts } from '../texts/language.js';
import { ActionButton } from './ActionButton.js';

interface Props {
  label: string;
  /** Name for a screen reader, where several buttons have the same label. */
  name?: string;
  /** Question before the action, which says what is lost. */
  question: string;
  /** Label of the button that confirms; absent: "Yes" with the label. */
  confirm?: string;
  /** Label of the button that does not; absent: "Cancel". */
  cancel?: string;
  disabled?: boolean;
  title?: string;
  onAction: () => Promise<void>;
  onError: (error: unknown) => void;
}

const focus = (button: HTMLButtonElement | null): void => button?.focus();

/** A button that asks before it does something that cannot be undone. Escape cancels. */
export function ConfirmButton({
  label,
  name,
  question,
  confirm,
  cancel,
  disabled,
  title,
  onAction,
  onError,
}: Props) {
  const texts = useTexts();
  const [isAsking, setAsking] = useState(false);
  const [wasCancelled, setCancelled] = useState(false);
  useEffect(() => {
    if (!isAsking) return undefined;
    const end = ({ key }: KeyboardEvent): void => {
      if (key !== 'Escape') return;
      setAsking(false);
      setCancelled(true);
    };
    document.addEventListener('keydown', end);
    return () => document.removeEventListener('keydown', end);
  }, [isAsking]);
  const ask = (is: boolean): void => {
    setAsking(is);
    setCancelled(!is);
  };
  if (!isAsking)
    return (
      <button
        type="button"
        ref={wasCancelled ? focus : undefined}
        aria-label={name}
        title={title}
        disabled={disabled}
        onClick={() => ask(true)}
      >
        {label}
      </button>
    );
  return (
    <span role="group" className="question" aria-label={question}>
      {question}{' '}
      <ActionButton
        label={confirm ?? texts.yes(label)}
        isDangerous
        onAction={async () => {
          await onAction();
          setAsking(false);
        }}
        onError={onError}
      />{' '}
      {/* The focus goes to the harmless answer. */}
      <button type="button" ref={focus} onClick={() => ask(false)}>
        {cancel ?? texts.cancel}
      </button>
    </span>
  );
}
