import { useTexts, useTextsOf } from '../../texts/language.js';
import { DataTable } from '../parts/DataTable.js';
import type { Rule } from './rules-api.js';
import { rulesTexts } from './texts.js';

/** The rules of the server. They are set by environment variables, so they cannot be changed here. */
export function RuleTable({ rules }: { rules: readonly Rule[] }) {
  const texts = useTextsOf(rulesTexts);
  const { source } = useTexts();
  return (
    <DataTable
      title={texts.rules}
      className="rules"
      heads={[texts.rule, texts.value, texts.choices, source]}
    >
      {rules.map(({ name, about, value, values, source: text, otherReading }) => (
        <tr key={name}>
          <th scope="row">
            <code>RULES_{name}</code>
            <span className="quiet" lang="en">
              {about}
            </span>
          </th>
          <td>
            <code>{value}</code>{' '}
            {value !== values[0] && <span className="mark">{texts.changed}</span>}
          </td>
          <td>
            {values.map((one, index) => (
              <div key={one}>
                <code>{one}</code> {index === 0 && <span className="quiet">({texts.default})</span>}
              </div>
            ))}
          </td>
          <td lang="en">
            {text}
            <span className="quiet">
              {texts.otherReading}: {otherReading}
            </span>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
