import type { ReactNode } from 'react';
import { SECTION_TITLE } from './outcome.js';

interface Props {
  title: string;
  /** Purpose of the section in a sentence. */
  intro: string;
  children: ReactNode;
}

export function Section({ title, intro, children }: Props) {
  return (
    <section>
      <h2 id={SECTION_TITLE} tabIndex={-1}>
        {title}
      </h2>
      <p className="quiet">{intro}</p>
      {children}
    </section>
  );
}
