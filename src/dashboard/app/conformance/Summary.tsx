import type { ConformanceReport } from '../api/types.js';
import { useTextsOf } from '../texts/language.js';
import { VERDICTS } from './report-groups.js';
import { VerdictMark } from './VerdictMark.js';
import { conformanceTexts } from './texts.js';

/** Number of requirements for each verdict, and the share of them that was tested. */
export function Summary({ summary }: { summary: ConformanceReport['summary'] }) {
  const texts = useTextsOf(conformanceTexts);
  const { pass, fail, warn, skip, excused, coverage } = summary;
  const tested = pass + fail + warn;
  const percent = Math.floor(coverage * 100);
  return (
    <section className="summary" aria-label={texts.summary}>
      <ul>
        {VERDICTS.map((verdict) => (
          <li key={verdict} className={verdict}>
            <strong>{summary[verdict]}</strong> <VerdictMark verdict={verdict} />
          </li>
        ))}
      </ul>
      <p>
        <label>
          <strong>{texts.coverage(percent)}</strong> <progress value={percent} max={100} />
        </label>{' '}
        <span className="quiet">{texts.coverageText(tested, tested + skip - excused)}</span>
      </p>
    </section>
  );
}
