import { useMemo, useState } from 'react';
import type { ConformanceReport } from '../api/types.js';
import { CodeText } from '../components/CodeText.js';
import { useTextsOf } from '../texts/language.js';
import { nextSteps } from './report-groups.js';
import { conformanceTexts } from './texts.js';

/** Steps that are shown at first. */
const FIRST_STEPS = 4;

/** The steps that lead to more results. */
export function NextSteps({ report }: { report: ConformanceReport }) {
  const texts = useTextsOf(conformanceTexts);
  const [showsAll, setShowsAll] = useState(false);
  const steps = useMemo(() => nextSteps(report.requirements), [report]);
  const { fail } = report.summary;
  if (steps.length === 0 && fail === 0) return null;
  const shown = showsAll ? steps : steps.slice(0, FIRST_STEPS);
  return (
    <section className="next-steps" aria-labelledby="next-steps">
      <h2 id="next-steps">{texts.next}</h2>
      {fail > 0 && <p>{texts.fixFirst(fail)}</p>}
      {steps.length > 0 && <p className="quiet">{texts.nextText}</p>}
      <ul>
        {shown.map(({ step, count }) => (
          <li key={step}>
            <CodeText text={step} />{' '}
            <span className="quiet nowrap">({texts.nextCount(count)})</span>
          </li>
        ))}
      </ul>
      {shown.length < steps.length && (
        <button type="button" onClick={() => setShowsAll(true)}>
          {texts.showAll(steps.length)}
        </button>
      )}
    </section>
  );
}
