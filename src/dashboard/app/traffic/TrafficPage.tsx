import { useCallback, useDeferredValue, useEffect, useMemo, useSyncExternalStore } from 'react';
import { ExchangeDetail } from '../exchange/ExchangeDetail.js';
import { navigate } from '../frame/route.js';
import type { ViewProps } from '../frame/view.js';
import { useTexts } from '../texts/language.js';
import { EmptyTraffic } from './EmptyTraffic.js';
import { ExchangeTable } from './ExchangeTable.js';
import { FilterBar } from './FilterBar.js';
import { filtered, type Filters } from './filters.js';

/** Pause after the last letter of a search, before the journal is searched. */
const TYPING_MS = 300;

/** The exchanges of a workspace, live, and the one that is open. */
export function TrafficPage({ route, store, info, workspace }: ViewProps) {
  const texts = useTexts();
  const state = useSyncExternalStore(store.subscribe, store.getState);
  const { exchanges, isLoaded, isPaused, waiting, olderCursor, isLoadingOlder } = state;
  const filters = useDeferredValue(route.filters);
  const shown = useMemo(() => filtered(exchanges, filters), [exchanges, filters]);
  const open = useCallback(
    (item: string, options?: { replace: boolean }) => navigate({ item }, options),
    [],
  );
  const close = useCallback(() => {
    navigate({ item: undefined });
    document.querySelector<HTMLElement>('[role=grid]')?.focus();
  }, []);
  const loadOlder = useCallback(() => void store.loadOlder(), [store]);
  const { search = '' } = route.filters;
  useEffect(() => {
    if (search.trim() === '') return undefined;
    const timer = setTimeout(() => void store.find(search), TYPING_MS);
    return () => clearTimeout(timer);
  }, [store, search]);
  const listed = useMemo(
    () => exchanges.find(({ id }) => id === route.item),
    [exchanges, route.item],
  );
  return (
    <main id="content" className={route.item === undefined ? 'traffic' : 'traffic split'}>
      <h1 className="hidden">{texts.pages.traffic}</h1>
      <div className="bar">
        <FilterBar
          exchanges={exchanges}
          filters={route.filters}
          onChange={(next: Filters) => navigate({ filters: next }, { replace: true })}
        />
        <span className="counted">{texts.counted(shown.length, exchanges.length)}</span>
        <button type="button" aria-pressed={isPaused} onClick={() => store.setPaused(!isPaused)}>
          <span aria-hidden="true">{isPaused ? '▶' : '❚❚'}</span>{' '}
          {isPaused ? texts.resume : texts.pause}
          {isPaused && waiting > 0 && ` (${texts.waiting(waiting)})`}
        </button>
      </div>
      {isLoaded && exchanges.length === 0 && <EmptyTraffic info={info} workspace={workspace} />}
      {exchanges.length > 0 && (
        <div className="list">
          <ExchangeTable exchanges={shown} openId={route.item} onOpen={open} onEnd={loadOlder} />
          {shown.length === 0 && <p className="no-match">{texts.noMatch}</p>}
          {olderCursor !== undefined && (
            <button type="button" className="older" disabled={isLoadingOlder} onClick={loadOlder}>
              {isLoadingOlder ? texts.loading : texts.loadOlder}
            </button>
          )}
        </div>
      )}
      {route.item !== undefined && (
        <ExchangeDetail
          workspace={route.workspace}
          clients={workspace?.clients ?? []}
          id={route.item}
          listed={listed}
          onClose={close}
        />
      )}
    </main>
  );
}
