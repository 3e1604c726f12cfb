import type { ConformanceReport } from '../api/types.js';
import { Choice } from '../components/Choice.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import type { Filters } from '../traffic/filters.js';
import { LEVELS, VERDICTS } from './report-groups.js';
import { conformanceTexts } from './texts.js';

interface Props {
  report: ConformanceReport;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** The filters on the requirements, and the search. The party is no filter on them: it is another report. */
export function ResultFilterBar({ report, filters, onChange }: Props) {
  const texts = useTextsOf(conformanceTexts);
  const common = useTexts();
  const set = (change: Filters): void => onChange({ ...filters, ...change });
  const { role, ...own } = filters;
  return (
    <search className="filters" aria-label={common.filters}>
      <input
        type="search"
        aria-label={common.search}
        placeholder={`${common.search}: ${texts.searchHint}`}
        value={filters.search ?? ''}
        onChange={({ target }) => set({ search: target.value })}
      />
      <Choice
        label={texts.verdict}
        value={filters.verdict}
        options={VERDICTS}
        names={new Map(Object.entries(texts.verdicts))}
        onChange={(verdict) => set({ verdict })}
      />
      <Choice
        label={texts.level}
        value={filters.level}
        options={LEVELS}
        onChange={(level) => set({ level })}
      />
      <Choice
        label={texts.api}
        value={filters.api}
        options={[...new Set(report.requirements.map(({ contract }) => contract))]}
        onChange={(api) => set({ api })}
      />
      {Object.values(own).some(Boolean) && (
        <button type="button" onClick={() => onChange(role === undefined ? {} : { role })}>
          {common.removeFilters}
        </button>
      )}
    </search>
  );
}
