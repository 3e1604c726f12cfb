import { useState } from 'react';
import { useTextsOf } from '../../texts/language.js';
import { ActionForm } from '../parts/ActionForm.js';
import { DurationField } from '../parts/DurationField.js';
import { requiredText, textOf } from '../parts/form-values.js';
import type { NewScenario, Scenario } from './faults-api.js';
import { faultsTexts } from './texts.js';

interface Props {
  magicValues: readonly Scenario[];
  onSubmit: (scenario: NewScenario) => Promise<string>;
}

/** A form for an own scenario. The behaviours are those of the magic values of the API. */
export function ScenarioForm({ magicValues, onSubmit }: Props) {
  const texts = useTextsOf(faultsTexts);
  const apis = [...new Set(magicValues.map(({ api }) => api))];
  const [chosenApi, setApi] = useState(apis[0]);
  const ofApi = magicValues.filter(({ api }) => api === chosenApi);
  const [chosenBehaviour, setBehaviour] = useState<string>();
  const magic = ofApi.find(({ behaviour }) => behaviour === chosenBehaviour) ?? ofApi[0];
  if (!magic) return null;
  return (
    <>
      <ActionForm
        submit={texts.addScenario}
        onSubmit={(fields) =>
          onSubmit({
            api: magic.api,
            field: requiredText(fields, 'field'),
            value: requiredText(fields, 'value'),
            behaviour: magic.behaviour,
            after: textOf(fields, 'after'),
          })
        }
      >
        <label>
          API
          <select
            value={magic.api}
            onChange={({ target }) => setApi(apis.find((api) => api === target.value))}
          >
            {apis.map((api) => (
              <option key={api}>{api}</option>
            ))}
          </select>
        </label>
        <label>
          {texts.behaviour}
          <select value={magic.behaviour} onChange={({ target }) => setBehaviour(target.value)}>
            {[...new Set(ofApi.map(({ behaviour }) => behaviour))].map((behaviour) => (
              <option key={behaviour}>{behaviour}</option>
            ))}
          </select>
        </label>
        <label>
          {texts.field}
          <input
            key={magic.id}
            name="field"
            list="scenario-fields"
            defaultValue={magic.field}
            required
            autoComplete="off"
            spellCheck={false}
          />
        </label>
        <datalist id="scenario-fields">
          {[...new Set(ofApi.map(({ field }) => field))].map((field) => (
            <option key={field}>{field}</option>
          ))}
        </datalist>
        <label>
          {texts.value}
          <input
            name="value"
            defaultValue="*"
            title={texts.valueHint}
            required
            autoComplete="off"
            spellCheck={false}
          />
        </label>
        {magic.after !== undefined && (
          <DurationField label={texts.after} name="after" placeholder={magic.after} />
        )}
      </ActionForm>
      <p className="quiet" lang="en">
        {magic.description}
      </p>
    </>
  );
}
