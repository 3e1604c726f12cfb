import { useCallback, useEffect, useRef, useState } from 'react';
import { getClock } from '../api/client.js';
import type { Clock } from '../api/types.js';
import { useLoaded } from '../components/loaded.js';
import type { TrafficStore } from '../traffic/traffic-store.js';
import { listDeliveries, type DeliveryList, type OutboxFilters } from './outbox-api.js';

/** Milliseconds between two readings without traffic: the control API can add a message too, and time passes. */
const READ_MS = 5_000;

export interface Outbox extends DeliveryList {
  clock: Clock;
}

/** The newest outgoing messages that match the filters, and the clock of the workspace. */
export function useOutbox(workspace: string, { state, to }: OutboxFilters, store: TrafficStore) {
  const pages = useRef(1);
  const [isLoadingOlder, setLoadingOlder] = useState(false);
  const read = useCallback(async (): Promise<Outbox> => {
    const filters = { ...(state && { state }), ...(to && { to }) };
    const [list, clock] = await Promise.all([
      listDeliveries(workspace, filters, pages.current),
      getClock(workspace),
    ]);
    return { ...list, clock };
  }, [workspace, state, to]);
  const { value, error, reload } = useLoaded(read, store);
  useEffect(() => {
    pages.current = 1;
    const timer = setInterval(() => void reload(), READ_MS);
    return () => clearInterval(timer);
  }, [reload]);
  const loadOlder = async (): Promise<void> => {
    pages.current += 1;
    setLoadingOlder(true);
    await reload();
    setLoadingOlder(false);
  };
  return { outbox: value, error, reload, loadOlder, isLoadingOlder };
}
