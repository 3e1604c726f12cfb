import { useState } from 'react';

interface Props {
  label: string;
  /** Name for a screen reader, where several buttons have the same label. */
  name?: string;
  title?: string;
  disabled?: boolean;
  onAction: () => Promise<void>;
  /** Gets the error of the action, and undefined when it starts. */
  onError: (error: unknown) => void;
}

/** A button that does something on the server. It is disabled meanwhile. */
export function ActionButton({ label, name, title, disabled, onAction, onError }: Props) {
  const [isBusy, setBusy] = useState(false);
  const act = async (): Promise<void> => {
    setBusy(true);
    onError(undefined);
    try {
      await onAction();
    } catch (error) {
      onError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <button
      type="button"
      title={title}
      aria-label={name}
      disabled={disabled === true || isBusy}
      onClick={() => void act()}
    >
      {label}
    </button>
  );
}
