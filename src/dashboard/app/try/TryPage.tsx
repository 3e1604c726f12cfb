import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { listApis, type Apis, type Operation } from '../api/apis.js';
import { ErrorNote } from '../components/ErrorNote.js';
import { useLoaded } from '../components/loaded.js';
import { navigate } from '../frame/route.js';
import type { ViewProps } from '../frame/view.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import { OperationForm } from './OperationForm.js';
import { tryTexts } from './texts.js';

/** Part of the address that names an operation: two roles may have operations of the same name. */
const keyOf = ({ servedBy, operationId }: Operation): string => `${servedBy}:${operationId}`;

/** Sends a request to an operation of a served role. */
export function TryPage({ route, store, workspace }: ViewProps) {
  const texts = useTexts();
  const own = useTextsOf(tryTexts);
  const { exchanges, isLoaded } = useSyncExternalStore(store.subscribe, store.getState);
  const { value: apis, error } = useLoaded(useCallback(() => listApis(), []));
  const groups = useMemo(() => (apis ? groupsOf(apis) : []), [apis]);
  const all = groups.flatMap(({ operations }) => operations);
  const operation = all.find((one) => keyOf(one) === route.item) ?? all[0];
  const tokenPath = apis?.roles.find(({ name }) => name === operation?.servedBy)?.tokenPath;
  return (
    <main id="content" className="view try" tabIndex={0}>
      <h1>{texts.pages.try}</h1>
      <p className="quiet">{own.intro}</p>
      <ErrorNote error={error} />
      {isLoaded && exchanges.length === 0 && <p className="first-step">{own.empty}</p>}
      {apis && !operation && <p className="empty-view">{own.noOperations}</p>}
      {operation && (
        <>
          <form className="fields" onSubmit={(event) => event.preventDefault()}>
            <label>
              {own.operation}
              <select
                value={keyOf(operation)}
                onChange={({ target }) => navigate({ item: target.value, filters: {} })}
              >
                {groups.map(({ title, operations }) => (
                  <optgroup key={title} label={title}>
                    {operations.map((one) => (
                      <option key={keyOf(one)} value={keyOf(one)}>
                        {one.operationId}: {one.summary}
                      </option>
                    ))}
                  </optgroup>
                ))}
              </select>
            </label>
          </form>
          <OperationForm
            key={keyOf(operation)}
            operation={operation}
            tokenPath={tokenPath ?? ''}
            workspace={route.workspace}
            clients={workspace?.clients ?? []}
            keyOfNeed={(name) => {
              const needed = all.find(({ operationId }) => operationId === name);
              return needed && keyOf(needed);
            }}
          />
        </>
      )}
    </main>
  );
}

interface Group {
  title: string;
  operations: Operation[];
}

/** The operations that a token opens, by API and role. The older platform has tickets, and needs headers that a browser cannot send. */
function groupsOf({ apis }: Apis): Group[] {
  return apis.flatMap((api) => {
    const operations = api.operations.filter(({ served, legacy }) => served && !legacy);
    return [...new Set(operations.map(({ servedBy }) => servedBy))].map((role) => ({
      title: `${api.title}: ${role}`,
      operations: operations.filter(({ servedBy }) => servedBy === role),
    }));
  });
}
