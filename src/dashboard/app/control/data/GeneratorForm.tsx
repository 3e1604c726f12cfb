import { useState } from 'react';
import { CopyButton } from '../../components/CopyButton.js';
import { useTexts, useTextsOf } from '../../texts/language.js';
import { ActionForm } from '../parts/ActionForm.js';
import { numberOf, requiredText } from '../parts/form-values.js';
import { generateOrders } from './data-api.js';
import { dataTexts } from './texts.js';

interface Props {
  workspace: string;
  /** APIs for which orders can be generated. */
  apis: readonly string[];
}

/** Generates orders, and shows their ids. */
export function GeneratorForm({ workspace, apis }: Props) {
  const texts = useTexts();
  const data = useTextsOf(dataTexts);
  const [ids, setIds] = useState<readonly string[]>([]);
  return (
    <>
      <ActionForm
        submit={data.generate}
        onSubmit={async (fields) => {
          setIds([]);
          const seed = numberOf(fields, 'seed');
          const result = await generateOrders(workspace, {
            api: requiredText(fields, 'api') as Parameters<typeof generateOrders>[1]['api'],
            count: numberOf(fields, 'count') ?? 1,
            ...(seed !== undefined && { seed }),
          });
          setIds(result.ids);
          return data.generated(result.generated);
        }}
      >
        <label>
          API
          <select name="api">
            {apis.map((api) => (
              <option key={api}>{api}</option>
            ))}
          </select>
        </label>
        <label>
          {data.count}
          <input type="number" name="count" min={1} max={10_000} defaultValue={10} required />
        </label>
        <label>
          {data.randomSeed}
          <input
            type="number"
            name="seed"
            min={0}
            max={4_294_967_295}
            placeholder={data.random}
            title={data.randomSeedHint}
          />
        </label>
      </ActionForm>
      {ids.length > 0 && (
        <details>
          <summary>{data.ids}</summary>
          <pre className="command ids" tabIndex={0}>
            {ids.join('\n')}
          </pre>
          <CopyButton text={ids.join('\n')} label={texts.copy} />
        </details>
      )}
    </>
  );
}
