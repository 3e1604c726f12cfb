import { useCallback } from 'react';
import type { Api } from '../api/apis.js';
import { ErrorNote } from '../components/ErrorNote.js';
import { useLoaded } from '../components/loaded.js';
import { hashOf } from '../frame/view-address.js';
import { useTextsOf } from '../texts/language.js';
import type { TrafficStore } from '../traffic/traffic-store.js';
import { listRecentOrders } from './chain-api.js';
import { chainTexts } from './texts.js';

interface Props {
  apis: readonly Api[];
  workspace: string;
  store: TrafficStore;
}

/** The newest orders of each collection. Each opens its timeline. */
export function RecentOrders({ apis, workspace, store }: Props) {
  const texts = useTextsOf(chainTexts);
  const read = useCallback(() => listRecentOrders(workspace, apis), [workspace, apis]);
  const { value: orders, error } = useLoaded(read, store);
  return (
    <section aria-labelledby="recent-orders">
      <h2 id="recent-orders">{texts.orders}</h2>
      <ErrorNote error={error} />
      <p>
        <a href={hashOf({ page: 'try', workspace, filters: {} })}>{texts.sendFirst}</a>
      </p>
      {orders?.length === 0 && <p className="empty-view">{texts.noOrders}</p>}
      {orders !== undefined && orders.length > 0 && (
        <div className="wide" tabIndex={0}>
          <table className="data orders">
            <thead>
              <tr>
                <th>{texts.collection}</th>
                <th>{texts.order}</th>
                <th>{texts.status}</th>
              </tr>
            </thead>
            <tbody>
              {orders.map(({ collection, id, status }) => (
                <tr key={`${collection} ${id}`}>
                  <td>{collection}</td>
                  <th scope="row">
                    <a
                      className="order-id"
                      href={hashOf({ page: 'chain', workspace, item: id, filters: {} })}
                    >
                      {id}
                    </a>
                  </th>
                  <td>{status ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
