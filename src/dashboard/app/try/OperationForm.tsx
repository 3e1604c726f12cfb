import { useCallback, useState } from 'react';
import type { Operation } from '../api/apis.js';
import { baseUrl } from '../api/client.js';
import type { Workspace } from '../api/types.js';
import { ActionButton } from '../components/ActionButton.js';
import { CopyButton } from '../components/CopyButton.js';
import { ErrorNote } from '../components/ErrorNote.js';
import { useLoaded } from '../components/loaded.js';
import { hashOf } from '../frame/view-address.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import { requestCommand } from '../traffic/first-command.js';
import { AnswerSection } from './AnswerSection.js';
import { draftOf, targetOf, type Draft } from './draft.js';
import { ParameterFields } from './ParameterFields.js';
import { sendRequest, TokenRefused, type Answer } from './send-request.js';
import { getExample } from './try-api.js';
import { tryTexts } from './texts.js';

interface Props {
  operation: Operation;
  tokenPath: string;
  workspace: string;
  clients: Workspace['clients'];
  keyOfNeed: (name: string) => string | undefined;
}

const KEY = 'ketenlab-try-client';

/** The request of an operation: client, parameters and body, filled with an example. */
export function OperationForm({ operation, tokenPath, workspace, clients, keyOfNeed }: Props) {
  const texts = useTexts();
  const own = useTextsOf(tryTexts);
  const { servedBy, operationId, method, mediaType, callers } = operation;
  const read = useCallback(
    () => getExample(workspace, servedBy, operationId),
    [workspace, servedBy, operationId],
  );
  const { value: example, error: loadError, reload } = useLoaded(read);
  const [changed, setChanged] = useState<{ from: unknown; draft: Draft }>();
  const [clientId, setClientId] = useState(() => sessionStorage.getItem(KEY) ?? '');
  const [answer, setAnswer] = useState<Answer>();
  const [error, setError] = useState<unknown>();
  if (!example) return <ErrorNote error={loadError} />;
  // A new example replaces what was changed.
  const draft = changed?.from === example ? changed.draft : draftOf(example);
  const change = (part: Partial<Draft>): void =>
    setChanged({ from: example, draft: { ...draft, ...part } });
  const client = clients.find((one) => one.clientId === clientId) ?? clients[0];
  const target = targetOf(operation, draft);
  const need = example.needs === undefined ? undefined : keyOfNeed(example.needs);
  const command = requestCommand(
    {
      ...operation,
      path: target,
      body: mediaType === undefined ? undefined : draft.body,
      tokenPath: operation.public ? undefined : tokenPath,
    },
    client,
    baseUrl,
  );
  return (
    <>
      <p className="request-line">
        <code>
          <strong>{method}</strong> {target}
        </code>
        <span className="quiet">
          {callers.length === 0 ? own.anyCaller : own.callers(callers.join(', '))}
        </span>
      </p>
      {example.needs !== undefined && (
        <p className="first-step">
          {own.needs}{' '}
          {need === undefined ? (
            <code>{example.needs}</code>
          ) : (
            <a href={hashOf({ page: 'try', workspace, item: need, filters: {} })}>
              {example.needs}
            </a>
          )}
          .
        </p>
      )}
      <form className="fields" onSubmit={(event) => event.preventDefault()}>
        {operation.public ? (
          <p className="quiet">{own.noToken}</p>
        ) : (
          <label>
            {own.client}
            <select
              value={client?.clientId ?? ''}
              onChange={({ target: { value } }) => {
                sessionStorage.setItem(KEY, value);
                setClientId(value);
              }}
            >
              {clients.map((one) => (
                <option key={one.clientId} value={one.clientId}>
                  {one.clientId} ({one.kind})
                </option>
              ))}
            </select>
          </label>
        )}
        <ParameterFields
          parameters={operation.parameters}
          values={draft.values}
          onChange={(name, value) => change({ values: { ...draft.values, [name]: value } })}
        />
      </form>
      {mediaType !== undefined && (
        <label className="body-field">
          <span>
            {own.body} <span className="quiet">{mediaType}</span>
          </span>
          <textarea
            spellCheck={false}
            autoComplete="off"
            rows={Math.min(24, Math.max(6, draft.body.split('\n').length + 1))}
            value={draft.body}
            onChange={({ target: { value } }) => change({ body: value })}
          />
        </label>
      )}
      <p className="actions">
        <ActionButton
          label={own.send}
          disabled={!operation.public && client === undefined}
          onAction={async () => {
            setAnswer(undefined);
            setAnswer(await sendRequest({ workspace, operation, draft, client, tokenPath }));
          }}
          onError={setError}
        />
        <ActionButton
          label={own.newExample}
          onAction={async () => {
            setAnswer(undefined);
            await reload();
          }}
          onError={setError}
        />
        <CopyButton text={command} label={texts.copyCurl} />
      </p>
      {error instanceof TokenRefused ? (
        <p role="alert" className="wrong">
          {own.tokenRefused} {error.message}
        </p>
      ) : (
        <ErrorNote error={error} />
      )}
      {answer && <AnswerSection answer={answer} workspace={workspace} />}
    </>
  );
}
