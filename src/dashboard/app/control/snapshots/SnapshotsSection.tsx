import { useCallback } from 'react';
import { ActionButton } from '../../components/ActionButton.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { useLoaded } from '../../components/loaded.js';
import type { ViewProps } from '../../frame/view.js';
import { useTextsOf } from '../../texts/language.js';
import { ActionForm } from '../parts/ActionForm.js';
import { ConfirmButton } from '../../components/ConfirmButton.js';
import { download } from '../../components/download.js';
import { fileOf, requiredText } from '../parts/form-values.js';
import { OutcomeNote } from '../parts/OutcomeNote.js';
import { useOutcome, type Reports } from '../parts/outcome.js';
import { Section } from '../parts/Section.js';
import { partTexts } from '../parts/texts.js';
import { timeText } from '../../components/time.js';
import { DataTable } from '../parts/DataTable.js';
import {
  createSnapshot,
  deleteSnapshot,
  exportSnapshot,
  importSnapshot,
  listSnapshots,
  restoreSnapshot,
  type Snapshot,
} from './snapshots-api.js';
import { snapshotsTexts } from './texts.js';

/** The snapshots of the workspace. */
export function SnapshotsSection({ route }: ViewProps) {
  const ws = route.workspace;
  const texts = useTextsOf(snapshotsTexts);
  const parts = useTextsOf(partTexts);
  const read = useCallback(() => listSnapshots(ws), [ws]);
  const { value: snapshots, error, reload } = useLoaded(read);
  const outcome = useOutcome();
  return (
    <Section title={texts.title} intro={texts.intro}>
      <ActionForm
        submit={texts.save}
        onSubmit={async (fields) => {
          const { name } = await createSnapshot(ws, requiredText(fields, 'name'));
          await reload();
          return texts.saved(name);
        }}
      >
        <label>
          {texts.name}
          <input
            key={freeName(snapshots ?? [])}
            name="name"
            defaultValue={freeName(snapshots ?? [])}
            pattern="[A-Za-z0-9._\-]{1,64}"
            title={texts.nameHint}
            required
            autoComplete="off"
            spellCheck={false}
          />
        </label>
      </ActionForm>
      <ActionForm
        submit={texts.import}
        onSubmit={async (fields) => {
          const file = fileOf(fields, 'file');
          if (!file) return '';
          const { name } = await importSnapshot(ws, file);
          await reload();
          return texts.imported(name);
        }}
      >
        <label>
          {texts.file}
          <input type="file" name="file" accept=".json,application/json" required />
        </label>
      </ActionForm>
      <ErrorNote error={error} />
      {snapshots?.length === 0 && <p className="empty-view">{texts.empty}</p>}
      {snapshots !== undefined && snapshots.length > 0 && (
        <DataTable title={texts.title} heads={[texts.name, parts.created, parts.actions]}>
          {snapshots.map((snapshot) => (
            <SnapshotRow
              key={snapshot.name}
              workspace={ws}
              snapshot={snapshot}
              onChanged={reload}
              outcome={outcome}
            />
          ))}
        </DataTable>
      )}
      <OutcomeNote {...outcome} />
    </Section>
  );
}

interface RowProps {
  workspace: string;
  snapshot: Snapshot;
  onChanged: () => Promise<void>;
  outcome: Pick<Reports, 'done' | 'fail'>;
}

function SnapshotRow({ workspace, snapshot, onChanged, outcome: { done, fail } }: RowProps) {
  const { name, createdAt } = snapshot;
  const texts = useTextsOf(snapshotsTexts);
  const parts = useTextsOf(partTexts);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">{timeText(createdAt)}</td>
      <td className="actions">
        <ConfirmButton
          label={texts.restore}
          name={`${texts.restore} ${name}`}
          question={texts.askRestore(name)}
          onAction={async () => {
            await restoreSnapshot(workspace, name);
            done(texts.restored(name));
          }}
          onError={fail}
        />
        <ActionButton
          label={texts.export}
          name={`${texts.export} ${name}`}
          onAction={async () => {
            const file = `${workspace}-${name}.json`;
            download(await exportSnapshot(workspace, name), file);
            done(texts.exported(file));
          }}
          onError={fail}
        />
        <ConfirmButton
          label={parts.remove}
          name={`${parts.remove} ${name}`}
          question={texts.askRemove(name)}
          onAction={async () => {
            await deleteSnapshot(workspace, name);
            await onChanged();
            done(texts.removed(name));
          }}
          onError={fail}
        />
      </td>
    </tr>
  );
}

/** A name that no snapshot has: a snapshot with the same name would be replaced. */
function freeName(snapshots: readonly Snapshot[]): string {
  const names = new Set(snapshots.map(({ name }) => name));
  let number = 1;
  while (names.has(`snapshot-${number}`)) number += 1;
  return `snapshot-${number}`;
}
