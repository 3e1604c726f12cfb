import type { ReactNode } from 'react';

interface Props {
  /** Name of the table for a screen reader. */
  title: string;
  heads: readonly string[];
  className?: string;
  /** The rows. */
  children: ReactNode;
}

/** A table that scrolls sideways by itself where it is wider than the page, also with the keyboard. */
export function DataTable({ title, heads, className = '', children }: Props) {
  return (
    <div className="wide" role="region" aria-label={title} tabIndex={0}>
      <table className={`data ${className}`}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
