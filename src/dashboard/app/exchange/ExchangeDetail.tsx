import { useEffect, useState } from 'react';
import { baseUrl, getExchange } from '../api/client.js';
import type { Exchange, Workspace } from '../api/types.js';
import { useTexts } from '../texts/language.js';
import { timeOf } from '../traffic/ExchangeRow.js';
import { StatusMark } from '../traffic/StatusMark.js';
import { FindingCount } from '../components/FindingCount.js';
import { CopyButton } from '../components/CopyButton.js';
import { curlOf } from './curl.js';
import { MessagePanel } from './MessagePanel.js';
import { SendAgain } from './SendAgain.js';

interface Props {
  workspace: string;
  /** Clients as which the request can be sent again. */
  clients: Workspace['clients'];
  id: string;
  /** The exchange, if the list has it. */
  listed: Exchange | undefined;
  onClose: () => void;
}

/** An exchange: request and response side by side, with the findings at their fields. */
export function ExchangeDetail({ workspace, clients, id, listed, onClose }: Props) {
  const texts = useTexts();
  const exchange = useExchange(workspace, id, listed);
  if (exchange === undefined) return null;
  return (
    // Escape closes it, wherever the focus is inside; the button is for everybody else.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className="detail"
      aria-label={texts.exchange}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose();
      }}
    >
      <header>
        {exchange === null ? (
          <p>{texts.notFound}</p>
        ) : (
          <h2>
            <StatusMark status={exchange.status} /> <code>{exchange.method}</code>{' '}
            <code>{exchange.path}</code>
          </h2>
        )}
        <span className="actions">
          {exchange !== null && exchange.findings.length > 0 && (
            <button type="button" className="to-finding" onClick={showFirstFinding}>
              <FindingCount findings={exchange.findings}>
                {texts.findings}: {exchange.findings.length}
              </FindingCount>
            </button>
          )}
          {exchange !== null && (
            <CopyButton
              text={curlOf(exchange, baseUrl)}
              label={texts.copyCurl}
              title={texts.curlHint}
            />
          )}
          <button type="button" onClick={onClose}>
            <span aria-hidden="true">✕</span> {texts.close}
          </button>
        </span>
      </header>
      {exchange?.direction === 'inbound' && (
        <SendAgain key={exchange.id} workspace={workspace} exchange={exchange} clients={clients} />
      )}
      {exchange !== null && <Content exchange={exchange} />}
    </section>
  );
}

function Content({ exchange }: { exchange: Exchange }) {
  const texts = useTexts();
  const { findings, direction, request, response, nearMiss, fault, reason } = exchange;
  // The partner sent the request of an inbound exchange, and the response of an outbound one.
  const isInbound = direction === 'inbound';
  return (
    <>
      <dl className="facts">
        <Fact name={texts.operation} value={exchange.operation ?? texts.noOperation} />
        <Fact name={texts.role} value={exchange.role ?? '–'} />
        <Fact name={texts.direction} value={isInbound ? texts.inbound : texts.outbound} />
        <Fact
          name={texts.peer}
          value={exchange.peer === 'partner' ? texts.partner : texts.sandbox}
        />
        <Fact name={texts.time} value={`${exchange.at.slice(0, 10)} ${timeOf(exchange.at)} UTC`} />
        <Fact name={texts.duration} value={`${exchange.durationMs.toFixed(1)} ms`} />
        {reason !== undefined && <Fact name={texts.reason} value={reason} />}
        {fault && (
          <Fact
            name={texts.fault}
            value={`${fault.kind}, ${fault.when === 'before' ? texts.faultBefore : texts.faultAfter}`}
          />
        )}
      </dl>
      {nearMiss && (
        <p className="near-miss">
          <strong>{texts.nearMiss}</strong>{' '}
          <code>
            {nearMiss.method} {nearMiss.path}
          </code>{' '}
          ({nearMiss.role}, {nearMiss.operation}): {nearMiss.reason}
        </p>
      )}
      <div className="messages">
        <MessagePanel title={texts.request} part={request} findings={isInbound ? findings : []} />
        <MessagePanel title={texts.response} part={response} findings={isInbound ? [] : findings} />
      </div>
    </>
  );
}

/** Brings the first finding into sight: a long body may have it far below. */
function showFirstFinding(): void {
  const summary = document.querySelector<HTMLElement>('.finding summary');
  summary?.scrollIntoView({ block: 'center' });
  summary?.focus();
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The exchange of the list, or else of the server. Null: the journal does not have it. Undefined: not known yet. */
function useExchange(
  workspace: string,
  id: string,
  listed: Exchange | undefined,
): Exchange | null | undefined {
  const [loaded, setLoaded] = useState<{ id: string; exchange: Exchange | null }>();
  const isListed = listed !== undefined;
  useEffect(() => {
    if (isListed) return undefined;
    let isCurrent = true;
    getExchange(workspace, id)
      .catch(() => null)
      .then((exchange) => isCurrent && setLoaded({ id, exchange }))
      .catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [workspace, id, isListed]);
  return listed ?? (loaded?.id === id ? loaded.exchange : undefined);
}
