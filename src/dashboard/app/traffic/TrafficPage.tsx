import { useCallback, useDeferredValue, useMemo, useSyncExternalStore } from 'react';
import type { Workspace } from '../api/types.js';
import type { StartInfo } from '../api/start-info.js';
import { ExchangeDetail } from '../exchange/ExchangeDetail.js';
import { navigate } from '../frame/route.js';
import type { Route } from '../frame/view-address.js';
import { useTexts } from '../texts/language.js';
import { EmptyTraffic } from './EmptyTraffic.js';
import { ExchangeTable } from './ExchangeTable.js';
import { FilterBar } from './FilterBar.js';
import { filtered, type Filters } from './filters.js';
import type { TrafficStore } from './traffic-store.js';

interface Props {
  route: Route;
  store: TrafficStore;
  info: StartInfo | undefined;
  workspace: Workspace | undefined;
}

/** The exchanges of a workspace, live, and the one that is open. */
export function TrafficPage({ route, store, info, workspace }: Props) {
  const texts = useTexts();
  const state = useSyncExternalStore(store.subscribe, store.getState);
  const { exchanges, isLoaded, isPaused, waiting, olderCursor, isLoadingOlder } = state;
  const filters = useDeferredValue(route.filters);
  const shown = useMemo(() => filtered(exchanges, filters), [exchanges, filters]);
  const open = useCallback(
    (exchange: string, options?: { replace: boolean }) => navigate({ exchange }, options),
    [],
  );
  const close = useCallback(() => {
    navigate({ exchange: undefined });
    document.querySelector<HTMLElement>('[role=grid]')?.focus();
  }, []);
  const loadOlder = useCallback(() => void store.loadOlder(), [store]);
  const listed = useMemo(
    () => exchanges.find(({ id }) => id === route.exchange),
    [exchanges, route.exchange],
  );
  return (
    <main id="content" className={route.exchange === undefined ? 'traffic' : 'traffic split'}>
      <h1 className="hidden">{texts.traffic}</h1>
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
          <ExchangeTable
            exchanges={shown}
            openId={route.exchange}
            onOpen={open}
            onEnd={loadOlder}
          />
          {shown.length === 0 && <p className="no-match">{texts.noMatch}</p>}
          {olderCursor !== undefined && (
            <button type="button" className="older" disabled={isLoadingOlder} onClick={loadOlder}>
              {isLoadingOlder ? texts.loading : texts.loadOlder}
            </button>
          )}
        </div>
      )}
      {route.exchange !== undefined && (
        <ExchangeDetail
          workspace={route.workspace}
          id={route.exchange}
          listed={listed}
          onClose={close}
        />
      )}
    </main>
  );
}
