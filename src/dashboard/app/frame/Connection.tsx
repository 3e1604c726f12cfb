import { useSyncExternalStore } from 'react';
import { useTexts } from '../texts/language.js';
import type { TrafficStore } from '../traffic/traffic-store.js';

/** State of the connection. A screen reader announces its changes. */
export function Connection({ store }: { store: TrafficStore }) {
  const texts = useTexts();
  const state = useSyncExternalStore(store.subscribe, () => store.getState().connection);
  return (
    <output className={`connection ${state}`}>
      <span aria-hidden="true">{state === 'live' ? '●' : '○'}</span> {texts[state]}
    </output>
  );
}
