import { useState } from 'react';
import { baseUrl } from '../../api/client.js';
import type { RoleInfo } from '../../api/start-info.js';
import { CopyButton } from '../../components/CopyButton.js';
import { useTexts, useTextsOf } from '../../texts/language.js';
import { tokenCommand, UNKNOWN_SECRET } from '../../traffic/first-command.js';
import { ClientKeysForm } from './ClientKeysForm.js';
import type { Client } from './clients-api.js';
import { clientsTexts } from './texts.js';
import { tokenChoicesOf } from './token-choices.js';

interface Props {
  workspace: string;
  client: Client;
  roles: readonly RoleInfo[];
  onChanged: () => Promise<void>;
}

/** A client: the command that gets a token, its secret, and its keys. */
export function ClientDetail({ workspace, client, roles, onChanged }: Props) {
  const texts = useTextsOf(clientsTexts);
  const common = useTexts();
  const choices = tokenChoicesOf(client, roles);
  // It stays as it is when the keys are removed.
  const [hadKeys] = useState(client.jwks !== undefined || client.jwks_uri !== undefined);
  const [label, setLabel] = useState(choices[0]?.label);
  const choice = choices.find((one) => one.label === label) ?? choices[0];
  const command = choice && tokenCommand(choice, client, baseUrl);
  return (
    <div className="card">
      <h3>{client.clientId}</h3>
      <p>
        {texts.secret}: <code>{client.clientSecret}</code>{' '}
        <CopyButton text={client.clientSecret} label={texts.copySecret} />
      </p>
      {command !== undefined && (
        <>
          <form className="fields" onSubmit={(event) => event.preventDefault()}>
            <label>
              {texts.tokenFor}
              <select value={choice?.label} onChange={({ target }) => setLabel(target.value)}>
                {choices.map((one) => (
                  <option key={one.label}>{one.label}</option>
                ))}
              </select>
            </label>
            <CopyButton text={command} label={texts.copyCommand} />
          </form>
          <pre className="command" tabIndex={0} aria-label={texts.command}>
            {command}
          </pre>
          {command.includes(UNKNOWN_SECRET) && <p>{common.emptySecret}</p>}
        </>
      )}
      <details open={hadKeys}>
        <summary>{texts.keysTitle}</summary>
        <ClientKeysForm workspace={workspace} client={client} onChanged={onChanged} />
      </details>
    </div>
  );
}
