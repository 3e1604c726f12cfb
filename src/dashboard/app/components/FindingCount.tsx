import type { ReactNode } from 'react';
import type { Finding } from '../api/types.js';

interface Props {
  findings: readonly Finding[];
  children: ReactNode;
}

/** A text about findings, with the mark and the colour of a broken MUST if one of them is that. */
export function FindingCount({ findings, children }: Props) {
  const isMust = findings.some(({ level }) => level === 'MUST');
  return (
    <span className={`finding-count${isMust ? ' must' : ''}`}>
      <span aria-hidden="true">{isMust ? '✖' : '▲'}</span>{' '}
      {isMust && <span className="hidden">MUST </span>}
      {children}
    </span>
  );
}
