import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Apis } from '../api/apis.js';
import { useLoaded } from '../components/loaded.js';
import { hashOf } from '../frame/view-address.js';
import type { Filters } from '../traffic/filters.js';
import type { TrafficStore } from '../traffic/traffic-store.js';
import { ErrorNote } from '../components/ErrorNote.js';
import { listWaiting } from './chain-api.js';
import { ChainDiagram } from './ChainDiagram.js';
import { FlowTable } from './FlowTable.js';
import { countedFlows, familiesOf } from './flows.js';

interface Props {
  apis: Apis;
  workspace: string;
  store: TrafficStore;
}

/** A diagram for the APIs of each organisation, and the same as a table. */
export function Flows({ apis, workspace, store }: Props) {
  const { exchanges } = useSyncExternalStore(store.subscribe, store.getState);
  const { value: waiting = [], error } = useLoaded(
    useCallback(() => listWaiting(workspace), [workspace]),
    store,
  );
  const families = useMemo(() => familiesOf(apis), [apis]);
  const counted = useMemo(
    () => families.map(({ flows }) => countedFlows(flows, exchanges, waiting)),
    [families, exchanges, waiting],
  );
  const linkTo = (filters: Filters): string => hashOf({ page: 'traffic', workspace, filters });
  return (
    <>
      <ErrorNote error={error} />
      {families.map((family, index) => (
        <section key={family.name} aria-labelledby={`family-${index}`}>
          <h2 id={`family-${index}`}>{family.titles.join(' · ')}</h2>
          <ChainDiagram family={family} flows={counted[index] ?? []} linkTo={linkTo} />
          <FlowTable flows={counted[index] ?? []} linkTo={linkTo} />
        </section>
      ))}
    </>
  );
}
