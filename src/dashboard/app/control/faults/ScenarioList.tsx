import { useCallback } from 'react';
import { ActionButton } from '../../components/ActionButton.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { useLoaded } from '../../components/loaded.js';
import { useTextsOf } from '../../texts/language.js';
import { OutcomeNote } from '../parts/OutcomeNote.js';
import { useOutcome } from '../parts/outcome.js';
import { partTexts } from '../parts/texts.js';
import { DataTable } from '../parts/DataTable.js';
import { createScenario, deleteScenario, listScenarios, type Scenario } from './faults-api.js';
import { ScenarioForm } from './ScenarioForm.js';
import { faultsTexts } from './texts.js';

interface Props {
  workspace: string;
  magicValues: readonly Scenario[];
}

/** The own scenarios of a workspace. */
export function ScenarioList({ workspace, magicValues }: Props) {
  const texts = useTextsOf(faultsTexts);
  const parts = useTextsOf(partTexts);
  const read = useCallback(() => listScenarios(workspace), [workspace]);
  const { value: scenarios, error, reload } = useLoaded(read);
  const outcome = useOutcome();
  return (
    <>
      {magicValues.length > 0 && (
        <ScenarioForm
          magicValues={magicValues}
          onSubmit={async (scenario) => {
            const { value } = await createScenario(workspace, scenario);
            await reload();
            return texts.scenarioAdded(value);
          }}
        />
      )}
      <ErrorNote error={error} />
      {scenarios?.length === 0 && <p className="empty-view">{texts.noScenarios}</p>}
      {scenarios !== undefined && scenarios.length > 0 && (
        <DataTable
          title={texts.scenarios}
          heads={[texts.value, texts.field, 'API', texts.behaviour, texts.after, parts.actions]}
        >
          {scenarios.map(({ id, api, field, value, behaviour, after, description }) => (
            <tr key={id}>
              <th scope="row">
                <code>{value}</code>
              </th>
              <td>{field}</td>
              <td>{api}</td>
              <td>
                {behaviour}{' '}
                <span className="quiet" lang="en">
                  {description}
                </span>
              </td>
              <td>{after}</td>
              <td className="actions">
                <ActionButton
                  label={parts.remove}
                  name={`${parts.remove}: ${value}, ${behaviour}`}
                  onAction={async () => {
                    await deleteScenario(workspace, id);
                    await reload();
                    outcome.done(texts.scenarioRemoved);
                  }}
                  onError={outcome.fail}
                />
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      <OutcomeNote {...outcome} />
    </>
  );
}
