import { useCallback, useState } from 'react';
import { ErrorNote } from '../../components/ErrorNote.js';
import { useLoaded } from '../../components/loaded.js';
import type { ViewProps } from '../../frame/view.js';
import { useTexts, useTextsOf } from '../../texts/language.js';
import { Section } from '../parts/Section.js';
import { DataTable } from '../parts/DataTable.js';
import { ClientDetail } from './ClientDetail.js';
import { listClients } from './clients-api.js';
import { clientsTexts } from './texts.js';

/** The clients of the workspace; the chosen one with its tokens and keys. */
export function ClientsSection({ route, info }: ViewProps) {
  const ws = route.workspace;
  const texts = useTextsOf(clientsTexts);
  const { loading } = useTexts();
  const read = useCallback(() => listClients(ws), [ws]);
  const { value: clients, error, reload } = useLoaded(read);
  const [chosenId, setChosen] = useState<string>();
  const chosen = clients?.find(({ clientId }) => clientId === chosenId) ?? clients?.[0];
  return (
    <Section title={texts.title} intro={texts.intro}>
      <ErrorNote error={error} />
      {!clients && error === undefined && <p>{loading}</p>}
      {chosen && info && (
        <ClientDetail
          key={chosen.clientId}
          workspace={ws}
          client={chosen}
          roles={info.roles}
          onChanged={reload}
        />
      )}
      {clients && (
        <DataTable
          title={texts.title}
          heads={[texts.client, texts.kind, texts.rights, texts.parties, texts.keys]}
        >
          {clients.map(({ clientId, kind, scopes, audiences, parties, jwks, jwks_uri }) => (
            <tr key={clientId} className={clientId === chosen?.clientId ? 'current' : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="link"
                  aria-pressed={clientId === chosen?.clientId}
                  onClick={() => {
                    setChosen(clientId);
                    document.querySelector('#content')?.scrollTo({ top: 0 });
                  }}
                >
                  {clientId}
                </button>
              </th>
              <td>{kind}</td>
              <td>{[...scopes, ...audiences].join(', ') || texts.noRights}</td>
              <td>{parties.join(', ')}</td>
              <td>{jwks ? 'JWK Set' : jwks_uri}</td>
            </tr>
          ))}
        </DataTable>
      )}
      <p className="quiet">{texts.fixed}</p>
    </Section>
  );
}
