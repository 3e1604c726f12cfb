import { useCallback } from 'react';
import { listApis } from '../api/apis.js';
import { ErrorNote } from '../components/ErrorNote.js';
import { useLoaded } from '../components/loaded.js';
import type { ViewProps } from '../frame/view.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import { Flows } from './Flows.js';
import { OrderSearch } from './OrderSearch.js';
import { RecentOrders } from './RecentOrders.js';
import { TimelineSection } from './TimelineSection.js';
import { chainTexts } from './texts.js';

/** The roles with their traffic, the newest orders, and the timeline of the one that is open. */
export function ChainPage({ route, store }: ViewProps) {
  const texts = useTexts();
  const own = useTextsOf(chainTexts);
  const { value: apis, error } = useLoaded(useCallback(() => listApis(), []));
  const { workspace, item } = route;
  return (
    <main id="content" className="view chain" tabIndex={0}>
      <h1>{texts.pages.chain}</h1>
      <OrderSearch key={`search ${item ?? ''}`} id={item} />
      <ErrorNote error={error} />
      {item !== undefined && (
        <TimelineSection key={`timeline ${item}`} workspace={workspace} id={item} store={store} />
      )}
      {item === undefined && apis && (
        <>
          <p className="quiet">{own.intro}</p>
          <Flows apis={apis} workspace={workspace} store={store} />
          <RecentOrders apis={apis.apis} workspace={workspace} store={store} />
        </>
      )}
    </main>
  );
}
