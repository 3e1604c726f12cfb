import { useState } from 'react';
import type { ConformanceReport, RequirementResult } from '../api/types.js';
import { useTextsOf } from '../texts/language.js';
import type { Verdict } from './report-groups.js';
import { RequirementItem } from './RequirementItem.js';
import { conformanceTexts } from './texts.js';

/** Results of a group that are shown at first. */
const FIRST_RESULTS = 25;

interface Props {
  verdict: Verdict;
  results: readonly RequirementResult[];
  report: ConformanceReport;
  workspace: string;
  /** Id of the requirement in the address. */
  openId: string | undefined;
}

/** The requirements with one verdict. */
export function ResultGroup({ verdict, results, report, workspace, openId }: Props) {
  const texts = useTextsOf(conformanceTexts);
  const [isAsked, setAsked] = useState(false);
  const showsAll = isAsked || results.findIndex(({ id }) => id === openId) >= FIRST_RESULTS;
  const shown = showsAll ? results : results.slice(0, FIRST_RESULTS);
  return (
    <section className="results" aria-labelledby={`group-${verdict}`}>
      <h2 id={`group-${verdict}`}>
        {texts.groups[verdict]} <span className="count">{results.length}</span>
      </h2>
      {shown.map((result) => (
        <RequirementItem
          key={result.id}
          result={result}
          report={report}
          workspace={workspace}
          isLinked={result.id === openId}
        />
      ))}
      {shown.length < results.length && (
        <button type="button" onClick={() => setAsked(true)}>
          {texts.showAll(results.length)}
        </button>
      )}
    </section>
  );
}
