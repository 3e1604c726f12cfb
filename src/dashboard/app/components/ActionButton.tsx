import { useState } from 'react';

interface Props {
  label: string;
  /** Name for a screen reader, where several buttons have the same label. */
  name?: string;
  title?: string;
  disabled?: boolean;
  /** True: it removes something. */
  isDangerous?: boolean;
  onAction: () => Promise<void>;
  /** Gets the error of the action, and undefined when it starts. */
  onError: (error: unknown) => void;
}

/** A button that does something on the server. It is disabled meanwhile. */
export function ActionButton(props: Props) {
  const { label, name, title, disabled, isDangerous, onAction, onError } = props;
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
      className={isDangerous === true ? 'danger' : undefined}
      title={title}
      aria-label={name}
      disabled={disabled === true || isBusy}
      onClick={() => void act()}
    >
      {label}
    </button>
  );
}
