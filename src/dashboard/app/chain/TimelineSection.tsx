import { useCallback, useMemo } from 'react';
import { ErrorNote } from '../components/ErrorNote.js';
import { useLoaded } from '../components/loaded.js';
import { hashOf } from '../frame/view-address.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import type { TrafficStore } from '../traffic/traffic-store.js';
import { getTimeline, type Timeline } from './chain-api.js';
import { foldSteps } from './fold-steps.js';
import { TimelineEntry } from './TimelineEntry.js';
import { chainTexts } from './texts.js';

interface Props {
  workspace: string;
  id: string;
  store: TrafficStore;
}

/** The steps of an order, live. */
export function TimelineSection({ workspace, id, store }: Props) {
  const texts = useTexts();
  const own = useTextsOf(chainTexts);
  const read = useCallback(() => getTimeline(workspace, id), [workspace, id]);
  const { value, error } = useLoaded(read, store);
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">
        {own.timeline}: <code>{id}</code>
      </h2>
      <ErrorNote error={error} />
      {!value && !error && <p className="quiet">{texts.loading}</p>}
      {value && <Found timeline={value} workspace={workspace} />}
    </section>
  );
}

function Found({ timeline, workspace }: { timeline: Timeline; workspace: string }) {
  const texts = useTextsOf(chainTexts);
  const { items, steps, ids, truncated } = timeline;
  const entries = useMemo(() => foldSteps(steps), [steps]);
  const roles = useMemo(
    () => [...new Set(steps.flatMap(({ role }) => role ?? []))].toSorted(),
    [steps],
  );
  return (
    <>
      {items.length > 0 && (
        <ul className="plain items" aria-label={texts.belongs}>
          {items.map(({ collection, id, status }) => (
            <li key={`${collection} ${id}`}>
              {collection}{' '}
              <a href={hashOf({ page: 'chain', workspace, item: id, filters: {} })}>
                <code>{id}</code>
              </a>{' '}
              {status !== undefined && <strong>{status}</strong>}
            </li>
          ))}
        </ul>
      )}
      {truncated && <p className="wrong">{texts.truncated}</p>}
      <ol className="timeline" aria-label={texts.steps}>
        {entries.map((entry, index) => (
          <TimelineEntry
            key={entry.step.exchange ?? index}
            entry={entry}
            lane={roles.indexOf(entry.step.role ?? '')}
            workspace={workspace}
          />
        ))}
      </ol>
      <details>
        <summary>{texts.ids(ids.length)}</summary>
        <ul className="plain">
          {ids.map((one) => (
            <li key={one}>
              <code>{one}</code>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
