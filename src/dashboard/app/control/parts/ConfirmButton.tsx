import { useEffect, useState } from 'react';
import { ActionButton } from '../../components/ActionButton.js';
import { useTextsOf } from '../../texts/language.js';
import { partTexts } from './texts.js';

interface Props {
  label: string;
  /** Name for a screen reader, where several buttons have the same label. */
  name?: string;
  /** Question before the action, which says what is lost. */
  question: string;
  disabled?: boolean;
  title?: string;
  onAction: () => Promise<void>;
  onError: (error: unknown) => void;
}

const focusFirst = (group: HTMLElement | null): void => group?.querySelector('button')?.focus();
const focus = (button: HTMLButtonElement | null): void => button?.focus();

/** A button that asks before it does something that cannot be undone. Escape cancels. */
export function ConfirmButton({
  label,
  name,
  question,
  disabled,
  title,
  onAction,
  onError,
}: Props) {
  const texts = useTextsOf(partTexts);
  const [isAsking, setAsking] = useState(false);
  const [wasCancelled, setCancelled] = useState(false);
  useEffect(() => {
    if (!isAsking) return undefined;
    const cancel = ({ key }: KeyboardEvent): void => {
      if (key !== 'Escape') return;
      setAsking(false);
      setCancelled(true);
    };
    document.addEventListener('keydown', cancel);
    return () => document.removeEventListener('keydown', cancel);
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
    <span role="group" className="question" aria-label={question} ref={focusFirst}>
      {question}{' '}
      <ActionButton
        label={texts.yes(label)}
        onAction={async () => {
          await onAction();
          setAsking(false);
        }}
        onError={onError}
      />{' '}
      <button type="button" onClick={() => ask(false)}>
        {texts.cancel}
      </button>
    </span>
  );
}
