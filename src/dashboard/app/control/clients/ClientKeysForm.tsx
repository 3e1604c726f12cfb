import { useState } from 'react';
import { useTextsOf } from '../../texts/language.js';
import { ActionForm } from '../parts/ActionForm.js';
import { ConfirmButton } from '../../components/ConfirmButton.js';
import { requiredText } from '../parts/form-values.js';
import { OutcomeNote } from '../parts/OutcomeNote.js';
import { useOutcome } from '../parts/outcome.js';
import { partTexts } from '../parts/texts.js';
import { deleteKeys, registerKeys, type Client, type ClientKeys } from './clients-api.js';
import { clientsTexts } from './texts.js';

interface Props {
  workspace: string;
  client: Client;
  onChanged: () => Promise<void>;
}

/** The public keys of a client: their address, or the keys themselves. */
export function ClientKeysForm({ workspace, client, onChanged }: Props) {
  const { clientId, jwks, jwks_uri: jwksUri } = client;
  const texts = useTextsOf(clientsTexts);
  const parts = useTextsOf(partTexts);
  const [isText, setText] = useState(jwks !== undefined);
  const outcome = useOutcome();
  return (
    <>
      <p className="quiet">{texts.keysIntro}</p>
      <ActionForm
        submit={texts.registerKeys}
        more={
          (jwks ?? jwksUri) !== undefined && (
            <ConfirmButton
              label={parts.remove}
              name={texts.removeKeys}
              question={texts.askRemoveKeys(clientId)}
              onAction={async () => {
                await deleteKeys(workspace, clientId);
                await onChanged();
                outcome.done(texts.keysRemoved(clientId));
              }}
              onError={outcome.fail}
            />
          )
        }
        onSubmit={async (fields) => {
          const given = requiredText(fields, 'keys');
          await registerKeys(
            workspace,
            clientId,
            isText ? { jwks: jwksOf(given) } : { jwks_uri: given },
          );
          await onChanged();
          return texts.keysRegistered(clientId);
        }}
      >
        <label>
          {texts.keysAs}
          <select
            value={isText ? 'text' : 'address'}
            onChange={({ target }) => setText(target.value === 'text')}
          >
            <option value="address">{texts.address}</option>
            <option value="text">{texts.keySet}</option>
          </select>
        </label>
        {isText ? (
          <label className="long">
            {texts.keySet}
            <textarea
              name="keys"
              rows={6}
              required
              spellCheck={false}
              defaultValue={jwks && JSON.stringify(jwks, null, 2)}
              placeholder='{"keys": [{"kty": "RSA", "kid": "key-1", "n": "…", "e": "AQAB"}]}'
            />
          </label>
        ) : (
          <label className="long">
            {texts.address}
            <input
              type="url"
              name="keys"
              required
              defaultValue={jwksUri}
              placeholder="http://127.0.0.1:9000/jwks"
            />
          </label>
        )}
      </ActionForm>
      <OutcomeNote {...outcome} />
    </>
  );
}

/** The keys of a text. A text that is no JSON goes to the server as it is, which says what it expected. */
function jwksOf(text: string): ClientKeys['jwks'] {
  try {
    return JSON.parse(text) as ClientKeys['jwks'];
  } catch {
    return text as unknown as ClientKeys['jwks'];
  }
}
