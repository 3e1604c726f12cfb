import { hashOf } from '../frame/view-address.js';
import { useTextsOf } from '../texts/language.js';
import { StatusMark } from '../traffic/StatusMark.js';
import type { Step } from './chain-api.js';
import type { Entry } from './fold-steps.js';
import { chainTexts } from './texts.js';

/** Number of colours for the roles. */
const LANES = 5;

const dayOf = (at: string): string => at.slice(0, 10);
const timeOf = (at: string): string => at.slice(11, 19);

interface Props {
  entry: Entry;
  /** Number of the role, which selects its colour. */
  lane: number;
  workspace: string;
}

/** A step of an order: time, roles, title, status, and links to its exchanges. */
export function TimelineEntry({ entry: { step, received }, lane, workspace }: Props) {
  const texts = useTextsOf(chainTexts);
  const { kind, at, role, title, operation, state, status, delivery, dueAt, reason } = step;
  const findings = (step.findings ?? 0) + (received?.findings ?? 0);
  const isPlanned = dueAt !== undefined;
  return (
    <li className={`step ${kind}${isPlanned ? ' planned' : ''}`}>
      <time dateTime={at}>
        {dayOf(at)} <strong>{timeOf(at)}</strong>
      </time>
      <span className={`lane lane-${lane % LANES}`}>
        {partiesOf(step) ?? role ?? ''}
        {kind === 'state' && <span className="quiet"> · {texts.changes}</span>}
      </span>
      <span className="what">
        {title} {operation !== undefined && <code>{operation}</code>}
        {reason !== undefined && <span className="reason">{reason}</span>}
      </span>
      <span className="outcome">
        {state !== undefined && kind !== 'state' && <strong>{state}</strong>}{' '}
        {status !== undefined && <StatusMark status={status} />}{' '}
        {delivery !== undefined && delivery !== 'sent' && (
          <span className={`delivery ${delivery}`}>
            {dueAt !== undefined && delivery === 'waiting'
              ? texts.waits(`${dayOf(dueAt)} ${timeOf(dueAt)}`)
              : texts.deliveryStates[delivery]}
          </span>
        )}
        {isPlanned && kind === 'state' && texts.planned(`${dayOf(dueAt)} ${timeOf(dueAt)}`)}
        {findings > 0 && (
          <span className="finding-count">
            <span aria-hidden="true">▲</span> {texts.findings(findings)}
          </span>
        )}
      </span>
      <span className="links">
        {step.exchange !== undefined && (
          <ExchangeLink
            id={step.exchange}
            label={received ? texts.sent : texts.exchange}
            step={step}
            workspace={workspace}
          />
        )}{' '}
        {received?.exchange !== undefined && (
          <ExchangeLink
            id={received.exchange}
            label={texts.received}
            step={received}
            workspace={workspace}
          />
        )}
      </span>
    </li>
  );
}

function partiesOf({ from, to, kind }: Step): string | undefined {
  if (kind === 'state' || to === undefined) return undefined;
  return from === undefined ? `→ ${to}` : `${from} → ${to}`;
}

function ExchangeLink({
  id,
  label,
  step,
  workspace,
}: {
  id: string;
  label: string;
  step: Step;
  workspace: string;
}) {
  return (
    <a
      href={hashOf({ page: 'traffic', workspace, item: id, filters: {} })}
      aria-label={`${label}: ${step.title}`}
    >
      {label}
    </a>
  );
}
