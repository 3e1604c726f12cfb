import { useTextsOf } from '../texts/language.js';
import type { Verdict } from './report-groups.js';
import { conformanceTexts } from './texts.js';

const ICONS: Readonly<Record<Verdict, string>> = { fail: '✖', warn: '▲', pass: '✓', skip: '–' };

/** A verdict, as a mark and a word. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const texts = useTextsOf(conformanceTexts);
  return (
    <span className={`verdict ${verdict}`}>
      <span aria-hidden="true">{ICONS[verdict]}</span> {texts.verdicts[verdict]}
    </span>
  );
}
