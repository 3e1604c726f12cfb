import { useCallback } from 'react';
import { ApiError } from '../api/client.js';
import type { Clock, Delivery } from '../api/types.js';
import { ErrorNote } from '../components/ErrorNote.js';
import { useLoaded } from '../components/loaded.js';
import { MessageBody } from '../exchange/MessageBody.js';
import { MessagePanel } from '../exchange/MessagePanel.js';
import { hashOf, type Route } from '../frame/view-address.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import type { TrafficStore } from '../traffic/traffic-store.js';
import { addressOf } from './address.js';
import { Attempts } from './Attempts.js';
import { DeliveryActions } from './DeliveryActions.js';
import { NextAttempt } from './NextAttempt.js';
import { getDelivery } from './outbox-api.js';
import { StateMark } from './StateMark.js';
import { outboxTexts } from './texts.js';

interface Props {
  route: Route;
  id: string;
  clock: Clock | undefined;
  store: TrafficStore;
  /** Result of the last action. */
  note: string;
  /** Gets the message that is open after an action, and the result of the action. */
  onChanged: (id: string, note: string) => Promise<void>;
  onClose: () => void;
}

/** An outgoing message: its attempts, the answer of the partner, and its body. */
export function DeliveryDetail({ route, id, clock, store, note, onChanged, onClose }: Props) {
  const texts = useTextsOf(outboxTexts);
  const common = useTexts();
  const { workspace } = route;
  const read = useCallback(() => getDelivery(workspace, id), [workspace, id]);
  const { value: delivery, error, reload } = useLoaded(read, store);
  const isGone = error instanceof ApiError && error.status === 404;
  return (
    // Escape closes it, wherever the focus is inside; the button is for everybody else.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className="detail"
      aria-label={texts.message}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose();
      }}
    >
      <header>
        <h2>
          {delivery && !isGone && (
            <>
              <StateMark state={delivery.state} /> <code>{delivery.operation}</code> → {delivery.to}
            </>
          )}
          {isGone && texts.notFound}
        </h2>
        <button type="button" onClick={onClose}>
          <span aria-hidden="true">✕</span> {common.close}
        </button>
      </header>
      {!isGone && <ErrorNote error={error} />}
      {delivery && !isGone && (
        <>
          <DeliveryActions
            workspace={workspace}
            delivery={delivery}
            note={note}
            onChanged={async (changed, text) => {
              await Promise.all([reload(), onChanged(changed, text)]);
            }}
          />
          <Content delivery={delivery} clock={clock} route={route} />
        </>
      )}
    </section>
  );
}

interface ContentProps {
  delivery: Delivery;
  clock: Clock | undefined;
  route: Route;
}

function Content({ delivery, clock, route: { workspace } }: ContentProps) {
  const texts = useTextsOf(outboxTexts);
  const common = useTexts();
  const { about, state, body, attempts, to } = delivery;
  const last = attempts.at(-1);
  const answer = last?.status === undefined ? undefined : last.response;
  const isStuck = state !== 'sent' && attempts.length > 0;
  return (
    <>
      <dl className="facts">
        {state === 'waiting' && (
          <div>
            <dt>{texts.next}</dt>
            <dd>
              <NextAttempt delivery={delivery} clock={clock} explains />
            </dd>
          </div>
        )}
        <div>
          <dt>{texts.address}</dt>
          <dd>
            <code>{addressOf(delivery)}</code>
          </dd>
        </div>
        <div>
          <dt>{texts.about}</dt>
          <dd>
            <a
              href={hashOf({ page: 'traffic', workspace, filters: { search: about } })}
              title={texts.related}
            >
              <code>{about}</code>
            </a>
          </dd>
        </div>
      </dl>
      {state !== 'waiting' && <p>{texts.explanations[state]}</p>}
      {isStuck && (
        <p>
          <a href={hashOf({ page: 'partners', workspace, item: to, filters: {} })}>{texts.test}</a>
        </p>
      )}
      <Attempts attempts={attempts} workspace={workspace} />
      <div className="messages">
        <section className="message" aria-label={common.body}>
          <h3>{common.body}</h3>
          <MessageBody part={{ headers: {}, body }} findings={[]} />
        </section>
        {answer && <MessagePanel title={texts.lastAnswer} part={answer} findings={[]} />}
      </div>
    </>
  );
}
