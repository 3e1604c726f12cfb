import { useState } from 'react';
import { resendExchange } from '../api/client.js';
import type { Exchange, Workspace } from '../api/types.js';
import { ActionButton } from '../components/ActionButton.js';
import { ErrorNote } from '../components/ErrorNote.js';
import { navigate } from '../frame/route.js';
import { useTexts } from '../texts/language.js';

interface Props {
  workspace: string;
  exchange: Exchange;
  clients: Workspace['clients'];
}

/** Sends the request again as a client, and opens its exchange. */
export function SendAgain({ workspace, exchange, clients }: Props) {
  const texts = useTexts();
  const [clientId, setClientId] = useState<string>();
  const [error, setError] = useState<unknown>();
  const chosen = clientId ?? clients[0]?.clientId;
  if (chosen === undefined) return null;
  return (
    <>
      <p className="send-again">
        <label>
          {texts.sendAgainAs}{' '}
          <select value={chosen} onChange={({ target }) => setClientId(target.value)}>
            {clients.map(({ clientId: id }) => (
              <option key={id}>{id}</option>
            ))}
          </select>
        </label>{' '}
        <ActionButton
          label={texts.send}
          name={texts.sendAgain}
          onError={setError}
          onAction={async () => {
            const { id } = await resendExchange(workspace, exchange.id, chosen);
            navigate({ item: id });
          }}
        />
      </p>
      <ErrorNote error={error} />
    </>
  );
}
