import { useCallback, useDeferredValue, useMemo } from 'react';
import { ErrorNote } from '../components/ErrorNote.js';
import { useLoaded } from '../components/loaded.js';
import { navigate } from '../frame/route.js';
import type { ViewProps } from '../frame/view.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import type { Filters } from '../traffic/filters.js';
import { getReport } from './conformance-api.js';
import { EmptyReport } from './EmptyReport.js';
import { NextSteps } from './NextSteps.js';
import { filteredResults, groupedResults } from './report-groups.js';
import { ReportActions } from './ReportActions.js';
import { ResultFilterBar } from './ResultFilterBar.js';
import { ResultGroup } from './ResultGroup.js';
import { Summary } from './Summary.js';
import { conformanceTexts } from './texts.js';

/** The verdicts of the workspace, the violations first. */
export function ConformancePage({ route, store, info, workspace }: ViewProps) {
  const texts = useTextsOf(conformanceTexts);
  const common = useTexts();
  const party = route.filters.role;
  const read = useCallback(() => getReport(route.workspace, party), [route.workspace, party]);
  const { value: report, error, reload } = useLoaded(read, store);
  const filters = useDeferredValue(route.filters);
  const groups = useMemo(
    () => groupedResults(filteredResults(report?.requirements ?? [], filters)),
    [report, filters],
  );
  const hasResults = report && report.summary.skip < report.requirements.length;
  return (
    <main id="content" className="view conformance" tabIndex={0}>
      <h1>{common.pages.conformance}</h1>
      <p>{texts.text}</p>
      <ErrorNote error={error} />
      <label className="choice">
        {texts.party}{' '}
        <select
          value={party ?? ''}
          onChange={({ target }) =>
            navigate({ filters: withParty(route.filters, target.value) }, { replace: true })
          }
        >
          <option value="">{texts.everyParty}</option>
          {info?.parties.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>{' '}
      {party === undefined && <span className="quiet">{texts.partyHint}</span>}
      {report && hasResults === true && (
        <>
          <Summary summary={report.summary} />
          <ReportActions workspace={route.workspace} party={party} onCleared={reload} />
          <NextSteps report={report} />
        </>
      )}
      {report && hasResults === false && <EmptyReport info={info} workspace={workspace} />}
      {report && (
        <ResultFilterBar
          report={report}
          filters={route.filters}
          onChange={(next) => navigate({ filters: next }, { replace: true })}
        />
      )}
      {report && groups.length === 0 && <p className="empty-view">{texts.noMatch}</p>}
      {report &&
        groups.map(({ verdict, results }) => (
          <ResultGroup
            key={verdict}
            verdict={verdict}
            results={results}
            report={report}
            workspace={route.workspace}
            openId={route.item}
          />
        ))}
    </main>
  );
}

function withParty({ role: _, ...filters }: Filters, party: string): Filters {
  return party === '' ? filters : { ...filters, role: party };
}
