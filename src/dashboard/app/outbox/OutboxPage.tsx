import { useState } from 'react';
import { Choice } from '../components/Choice.js';
import { ErrorNote } from '../components/ErrorNote.js';
import { FirstCommand } from '../components/FirstCommand.js';
import { navigate } from '../frame/route.js';
import type { ViewProps } from '../frame/view.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import { DeliveryDetail } from './DeliveryDetail.js';
import { STATES } from './outbox-api.js';
import { OutboxTable } from './OutboxTable.js';
import { outboxTexts } from './texts.js';
import { useOutbox } from './use-outbox.js';

/** The messages that Ketenlab sends, and the one that is open. */
export function OutboxPage({ route, store, info, workspace }: ViewProps) {
  const texts = useTextsOf(outboxTexts);
  const common = useTexts();
  const { state: stateName, role: to } = route.filters;
  const state = STATES.find((name) => name === stateName);
  const { outbox, error, reload, loadOlder, isLoadingOlder } = useOutbox(
    route.workspace,
    { state, to },
    store,
  );
  const [note, setNote] = useState<{ id: string; text: string }>();
  const isFiltered = state !== undefined || to !== undefined;
  const isEmpty = outbox?.items.length === 0;
  const filter = (change: typeof route.filters): void =>
    navigate({ filters: { ...route.filters, ...change } }, { replace: true });
  return (
    <main
      id="content"
      className={route.item === undefined ? 'view outbox' : 'view outbox split'}
      tabIndex={0}
    >
      <h1 className={route.item === undefined ? undefined : 'hidden'}>{common.pages.outbox}</h1>
      <div className="list-part">
        <search className="filters" aria-label={common.filters}>
          <Choice
            label={texts.state}
            value={state}
            options={STATES}
            names={new Map(Object.entries(texts.states))}
            onChange={(next) => filter({ state: next })}
          />
          <Choice
            label={common.role}
            value={to}
            options={[
              ...new Set([...(info?.receivers.map(({ role }) => role) ?? []), ...(to ? [to] : [])]),
            ]}
            onChange={(next) => filter({ role: next })}
          />
          {isFiltered && (
            <button type="button" onClick={() => navigate({ filters: {} }, { replace: true })}>
              {common.removeFilters}
            </button>
          )}
          {outbox && (
            <span className="counted">{texts.counted(outbox.items.length, outbox.hasMore)}</span>
          )}
        </search>
        <ErrorNote error={error} />
        {isEmpty && isFiltered && <p className="empty-view">{texts.noMatch}</p>}
        {isEmpty && !isFiltered && (
          <div className="empty-view first-step">
            <h2>{texts.empty}</h2>
            <p>{texts.emptyText}</p>
            <FirstCommand info={info} workspace={workspace} />
          </div>
        )}
        {outbox && !isEmpty && (
          <OutboxTable deliveries={outbox.items} clock={outbox.clock} route={route} />
        )}
        {outbox?.hasMore === true && (
          <button
            type="button"
            className="older"
            disabled={isLoadingOlder}
            onClick={() => void loadOlder()}
          >
            {isLoadingOlder ? common.loading : texts.loadOlder}
          </button>
        )}
      </div>
      {route.item !== undefined && (
        <DeliveryDetail
          key={route.item}
          route={route}
          id={route.item}
          clock={outbox?.clock}
          store={store}
          note={note?.id === route.item ? note.text : ''}
          onChanged={async (id, text) => {
            setNote({ id, text });
            await reload();
          }}
          onClose={() => navigate({ item: undefined })}
        />
      )}
    </main>
  );
}
