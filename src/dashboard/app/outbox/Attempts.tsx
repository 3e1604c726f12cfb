import type { Delivery } from '../api/types.js';
import { formatTime } from '../components/time.js';
import { hashOf } from '../frame/view-address.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import { hostOf } from './address.js';
import { AttemptAnswer } from './AttemptAnswer.js';
import { outboxTexts } from './texts.js';

interface Props {
  attempts: Delivery['attempts'];
  workspace: string;
}

/** All attempts of a message, each with its exchange. */
export function Attempts({ attempts, workspace }: Props) {
  const texts = useTextsOf(outboxTexts);
  const common = useTexts();
  if (attempts.length === 0) return <p className="quiet">{texts.noAttempt}</p>;
  return (
    <div className="wide" tabIndex={0} role="region" aria-label={texts.attempts}>
      <table className="data attempts">
        <thead>
          <tr>
            <th>{texts.attempt}</th>
            <th>{texts.started}</th>
            <th>{texts.address}</th>
            <th>{texts.answer}</th>
            <th>{common.duration}</th>
            <th>{common.exchange}</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt, index) => (
            <tr key={index}>
              <th scope="row">{index + 1}</th>
              <td className="nowrap">{formatTime(attempt.at)}</td>
              <td>
                <code>{hostOf(attempt) ?? '–'}</code>
              </td>
              <td>
                <AttemptAnswer attempt={attempt} />
              </td>
              <td className="nowrap">{attempt.durationMs} ms</td>
              <td>
                {attempt.exchange === undefined ? (
                  texts.noExchange
                ) : (
                  <a
                    href={hashOf({
                      page: 'traffic',
                      workspace,
                      item: attempt.exchange,
                      filters: {},
                    })}
                    aria-label={texts.openExchangeOf(index + 1)}
                  >
                    {texts.openExchange}
                  </a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
