import { useState } from 'react';
import type { Delivery } from '../api/types.js';
import { ActionButton } from '../components/ActionButton.js';
import { ConfirmButton } from '../components/ConfirmButton.js';
import { ErrorNote } from '../components/ErrorNote.js';
import { navigate } from '../frame/route.js';
import { useTextsOf } from '../texts/language.js';
import { cancel, replay, sendNow, sendTwice } from './outbox-api.js';
import { outboxTexts } from './texts.js';

interface Props {
  workspace: string;
  delivery: Delivery;
  /** Result of the last action. */
  note: string;
  onChanged: (id: string, note: string) => Promise<void>;
}

/** The actions on an outgoing message. A screen reader announces the result. */
export function DeliveryActions({ workspace, delivery: { id, state }, note, onChanged }: Props) {
  const texts = useTextsOf(outboxTexts);
  const [error, setError] = useState<unknown>();
  const change = (action: typeof sendNow, result: string) => async (): Promise<void> => {
    await action(workspace, id);
    await onChanged(id, result);
  };
  const openCopy = async (): Promise<void> => {
    const copy = await replay(workspace, id);
    navigate({ item: copy.id });
    await onChanged(copy.id, texts.replayed);
  };
  const isWaiting = state === 'waiting';
  return (
    <div className="delivery-actions">
      {isWaiting && (
        <ActionButton
          label={texts.sendNow}
          onAction={change(sendNow, texts.accelerated)}
          onError={setError}
        />
      )}
      <ActionButton
        label={texts.replay}
        title={texts.replayHint}
        onAction={openCopy}
        onError={setError}
      />
      <ActionButton
        label={texts.sendTwice}
        title={texts.sendTwiceHint}
        onAction={change(sendTwice, texts.sentTwice)}
        onError={setError}
      />
      {isWaiting && (
        <ConfirmButton
          label={texts.cancel}
          question={texts.cancelQuestion}
          confirm={texts.yes}
          cancel={texts.no}
          onAction={change(cancel, texts.cancelled)}
          onError={setError}
        />
      )}
      <output>{note}</output>
      <ErrorNote error={error} />
    </div>
  );
}
