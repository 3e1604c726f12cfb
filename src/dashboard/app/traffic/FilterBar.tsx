import { useTexts } from '../texts/language.js';
import { Choice } from '../components/Choice.js';
import type { Exchange } from '../api/types.js';
import { choicesOf, type Filters } from './filters.js';

const CLASSES = ['2xx', '3xx', '4xx', '5xx'];

interface Props {
  exchanges: readonly Exchange[];
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** The filters on the list, and the search. */
export function FilterBar({ exchanges, filters, onChange }: Props) {
  const texts = useTexts();
  const set = (change: Filters): void => onChange({ ...filters, ...change });
  const statuses = choicesOf(
    exchanges,
    ({ status }) => (status === 0 ? null : String(status)),
    CLASSES.includes(filters.status ?? '') || filters.status === '0' ? '' : filters.status,
  );
  const operations = choicesOf(exchanges, ({ operation }) => operation, filters.operation);
  const isActive = Object.values(filters).some(Boolean);
  return (
    <search className="filters" aria-label={texts.filters}>
      <input
        type="search"
        aria-label={texts.search}
        placeholder={`${texts.search}: ${texts.searchHint}`}
        value={filters.search ?? ''}
        onChange={({ target }) => set({ search: target.value })}
      />
      <Choice
        label={texts.role}
        value={filters.role}
        options={choicesOf(exchanges, ({ role }) => role, filters.role)}
        onChange={(role) => set({ role })}
      />
      <Choice
        label={texts.operation}
        value={filters.operation}
        options={operations}
        onChange={(operation) => set({ operation })}
      />
      <Choice
        label={texts.direction}
        value={filters.direction}
        options={['inbound', 'outbound']}
        names={
          new Map([
            ['inbound', `→ ${texts.inbound}`],
            ['outbound', `← ${texts.outbound}`],
          ])
        }
        onChange={(direction) => set({ direction })}
      />
      <Choice
        label={texts.status}
        value={filters.status}
        options={[...CLASSES, '0', ...statuses]}
        names={new Map([['0', texts.noResponse]])}
        onChange={(status) => set({ status })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={filters.findings ?? false}
          onChange={({ target }) => set({ findings: target.checked })}
        />{' '}
        {texts.onlyFindings}
      </label>
      {isActive && (
        <button type="button" onClick={() => onChange({})}>
          {texts.removeFilters}
        </button>
      )}
    </search>
  );
}
