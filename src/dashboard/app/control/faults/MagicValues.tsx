import { useState } from 'react';
import { CopyButton } from '../../components/CopyButton.js';
import { useTexts, useTextsOf } from '../../texts/language.js';
import { partTexts } from '../parts/texts.js';
import { DataTable } from '../parts/DataTable.js';
import type { Scenario } from './faults-api.js';
import { faultsTexts } from './texts.js';

/** The magic values of the server, each with a button that copies it. */
export function MagicValues({ values }: { values: readonly Scenario[] }) {
  const texts = useTextsOf(faultsTexts);
  const parts = useTextsOf(partTexts);
  const { copy } = useTexts();
  const [chosenApi, setApi] = useState('');
  const apis = [...new Set(values.map(({ api }) => api))];
  return (
    <>
      <form className="fields" onSubmit={(event) => event.preventDefault()}>
        <label>
          API
          <select value={chosenApi} onChange={({ target }) => setApi(target.value)}>
            <option value="">{parts.any}</option>
            {apis.map((api) => (
              <option key={api}>{api}</option>
            ))}
          </select>
        </label>
      </form>
      <DataTable
        title={texts.magicValues}
        className="magic"
        heads={[texts.value, texts.field, 'API', texts.happens, texts.after]}
      >
        {values
          .filter(({ api }) => chosenApi === '' || api === chosenApi)
          .map(({ id, api, field, value, behaviour, description, after }) => (
            <tr key={id}>
              <th scope="row">
                <code>{value}</code> <CopyButton text={value} label={copy} title={value} />
              </th>
              <td>{field}</td>
              <td>{api}</td>
              <td>
                <code>{behaviour}</code> <span lang="en">{description}</span>
              </td>
              <td>{after}</td>
            </tr>
          ))}
      </DataTable>
    </>
  );
}
