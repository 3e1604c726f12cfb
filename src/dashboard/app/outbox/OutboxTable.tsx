import type { Clock, Delivery } from '../api/types.js';
import { hashOf, type Route } from '../frame/view-address.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import { addressOf } from './address.js';
import { AttemptAnswer } from './AttemptAnswer.js';
import { NextAttempt } from './NextAttempt.js';
import { StateMark } from './StateMark.js';
import { outboxTexts } from './texts.js';

interface Props {
  deliveries: readonly Delivery[];
  clock: Clock;
  route: Route;
}

/** The list of outgoing messages. A click on a row opens the message. */
export function OutboxTable({ deliveries, clock, route }: Props) {
  const texts = useTextsOf(outboxTexts);
  const common = useTexts();
  return (
    <div className="wide" tabIndex={0} role="region" aria-label={texts.messages}>
      <table className="data deliveries">
        <thead>
          <tr>
            <th>{texts.state}</th>
            <th>{common.operation}</th>
            <th>{texts.to}</th>
            <th>{texts.address}</th>
            <th>{texts.attempts}</th>
            <th>{texts.lastAnswer}</th>
            <th>{texts.next}</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <Row
              key={delivery.id}
              delivery={delivery}
              clock={clock}
              isOpen={route.item === delivery.id}
              href={hashOf({ ...route, item: delivery.id })}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  delivery: Delivery;
  clock: Clock;
  isOpen: boolean;
  href: string;
}

function Row({ delivery, clock, isOpen, href }: RowProps) {
  const { state, operation, to, attempts } = delivery;
  const last = attempts.at(-1);
  return (
    <tr className={isOpen ? 'open' : undefined}>
      <td>
        <StateMark state={state} />
      </td>
      <th scope="row">
        <a className="row-link" href={href} aria-current={isOpen ? 'true' : undefined}>
          {operation}
        </a>
      </th>
      <td>{to}</td>
      <td className="address">
        <code>{addressOf(delivery)}</code>
      </td>
      <td className="number">{attempts.length}</td>
      <td>{last ? <AttemptAnswer attempt={last} /> : '–'}</td>
      <td>
        <NextAttempt delivery={delivery} clock={clock} />
      </td>
    </tr>
  );
}
