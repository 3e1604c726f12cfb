import { Fragment } from 'react';
import { useTextsOf } from '../texts/language.js';
import type { Filters } from '../traffic/filters.js';
import type { CountedFlow } from './flows.js';
import { filtersOf, partyName } from './party-names.js';
import { chainTexts } from './texts.js';

interface Props {
  flows: readonly CountedFlow[];
  linkTo: (filters: Filters) => string;
}

/** True on a screen without room for the diagram. */
const isNarrow = (): boolean => window.matchMedia('(max-width: 760px)').matches;

/** The flows as a table, with links to the traffic of each and of each operation. */
export function FlowTable({ flows, linkTo }: Props) {
  const texts = useTextsOf(chainTexts);
  return (
    <details className="flows" open={isNarrow()}>
      <summary>{texts.flows}</summary>
      <div className="wide" tabIndex={0}>
        <table className="data">
          <thead>
            <tr>
              <th>{texts.from}</th>
              <th>{texts.to}</th>
              <th>{texts.exchanges}</th>
              <th>{texts.inFlight}</th>
              <th>{texts.operations}</th>
            </tr>
          </thead>
          <tbody>
            {flows.map((flow) => {
              const { from, to, operations, exchanges, inFlight } = flow;
              const names = [from, to].map((name) => partyName(name, texts.clientsOf));
              return (
                <tr key={`${from} ${to}`}>
                  <th scope="row">{names[0]}</th>
                  <td>{names[1]}</td>
                  <td>
                    <a
                      href={linkTo(filtersOf(flow))}
                      aria-label={texts.flowLabel(
                        names[0] ?? '',
                        names[1] ?? '',
                        exchanges,
                        inFlight,
                      )}
                    >
                      {exchanges}
                    </a>
                  </td>
                  <td>{inFlight}</td>
                  <td className="operations">
                    {operations.map(({ operationId, summary }) => (
                      <Fragment key={operationId}>
                        <a
                          title={summary}
                          href={linkTo({ ...filtersOf(flow), operation: operationId })}
                        >
                          {operationId}
                        </a>{' '}
                      </Fragment>
                    ))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
