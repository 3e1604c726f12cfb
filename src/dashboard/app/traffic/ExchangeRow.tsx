import { memo } from 'react';
import type { Exchange } from '../api/types.js';
import { FindingCount } from '../components/FindingCount.js';
import { useTexts } from '../texts/language.js';
import { StatusMark } from './StatusMark.js';

/** Time of day in UTC, with milliseconds. The messages of the partners have their times in UTC too. */
export const timeOf = (at: string): string => new Date(at).toISOString().slice(11, 23);

export const rowId = (id: string): string => `row-${id}`;

interface Props {
  exchange: Exchange;
  index: number;
  top: number;
  isActive: boolean;
  isOpen: boolean;
  onOpen: (id: string) => void;
}

/** A row of the list. Memoized: in a burst most rows stay as they are. */
export const ExchangeRow = memo(function ExchangeRow(props: Props) {
  const { exchange, index, top, isActive, isOpen, onOpen } = props;
  const texts = useTexts();
  const { id, at, direction, role, operation, method, path, status, durationMs, findings } =
    exchange;
  return (
    // The list has the focus and handles the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      id={rowId(id)}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      className={`row${isActive ? ' active' : ''}${isOpen ? ' open' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onOpen(id)}
    >
      <span role="gridcell" className="time">
        {timeOf(at)}
      </span>
      <span role="gridcell" className="direction">
        <span aria-hidden="true">{direction === 'inbound' ? '→' : '←'}</span>{' '}
        <span className="word">{direction === 'inbound' ? texts.inbound : texts.outbound}</span>
      </span>
      <span role="gridcell" className="cell-status">
        <StatusMark status={status} />
      </span>
      <span role="gridcell" className="method">
        {method}
      </span>
      <span role="gridcell" className="path" title={path}>
        {path}
      </span>
      <span role="gridcell" className="operation">
        {operation ?? ''}
      </span>
      <span role="gridcell" className="role">
        {role ?? ''}
      </span>
      <span role="gridcell" className="duration">
        {Math.round(durationMs)} ms
      </span>
      <span role="gridcell" className="findings">
        {findings.length > 0 && <FindingCount findings={findings}>{findings.length}</FindingCount>}
      </span>
    </div>
  );
});
