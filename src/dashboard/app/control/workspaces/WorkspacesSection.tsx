import { useState } from 'react';
import { listWorkspaces } from '../../api/client.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { useLoaded } from '../../components/loaded.js';
import { clockChanges } from '../../frame/Clocks.js';
import { navigate } from '../../frame/route.js';
import { DEFAULT_WORKSPACE } from '../../frame/view-address.js';
import type { ViewProps } from '../../frame/view.js';
import { useTextsOf } from '../../texts/language.js';
import { ActionForm } from '../parts/ActionForm.js';
import { DurationField } from '../parts/DurationField.js';
import { requiredText, textOf } from '../parts/form-values.js';
import { OutcomeNote } from '../parts/OutcomeNote.js';
import { useOutcome } from '../parts/outcome.js';
import { Section } from '../parts/Section.js';
import { workspacesTexts } from './texts.js';
import { createWorkspace, deleteWorkspace, resetWorkspace } from './workspaces-api.js';
import { WorkspaceTable } from './WorkspaceTable.js';

const switchTo = (workspace: string): void => navigate({ workspace });

/** The workspaces of the server. */
export function WorkspacesSection({ route }: ViewProps) {
  const texts = useTextsOf(workspacesTexts);
  const { value: workspaces, error, reload } = useLoaded(listWorkspaces);
  const outcome = useOutcome();
  const [created, setCreated] = useState<string>();
  return (
    <Section title={texts.title} intro={texts.intro}>
      <ActionForm
        submit={texts.create}
        more={
          created !== undefined && (
            <button type="button" onClick={() => switchTo(created)}>
              {texts.switchToNamed(created)}
            </button>
          )
        }
        onSubmit={async (fields) => {
          const { id } = await createWorkspace({
            id: textOf(fields, 'id'),
            expiresAfter: requiredText(fields, 'expiresAfter'),
          });
          setCreated(id);
          await reload();
          return texts.createdNamed(id);
        }}
      >
        <label>
          {texts.id}
          <input
            name="id"
            pattern="[a-z0-9][a-z0-9\-]{0,62}"
            title={texts.idHint}
            placeholder={texts.idMade}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </label>
        <DurationField label={texts.expiresAfter} name="expiresAfter" value="P1D" required />
      </ActionForm>
      <OutcomeNote {...outcome} />
      <ErrorNote error={error} />
      {workspaces && (
        <WorkspaceTable
          workspaces={workspaces}
          current={route.workspace}
          onSwitch={switchTo}
          onReset={async (id) => {
            await resetWorkspace(id);
            clockChanges.dispatchEvent(new Event('change'));
            outcome.done(texts.wasReset(id));
          }}
          onRemove={async (id) => {
            await deleteWorkspace(id);
            setCreated((last) => (last === id ? undefined : last));
            await reload();
            outcome.done(texts.wasRemoved(id));
            if (id === route.workspace) switchTo(DEFAULT_WORKSPACE);
          }}
          onError={outcome.fail}
        />
      )}
    </Section>
  );
}
