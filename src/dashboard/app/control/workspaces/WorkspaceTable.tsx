import { useState } from 'react';
import type { Workspace } from '../../api/types.js';
import { DEFAULT_WORKSPACE } from '../../frame/view-address.js';
import { useTextsOf } from '../../texts/language.js';
import { ConfirmButton } from '../../components/ConfirmButton.js';
import { partTexts } from '../parts/texts.js';
import { timeText } from '../../components/time.js';
import { DataTable } from '../parts/DataTable.js';
import { workspacesTexts } from './texts.js';

/** Rows that are shown at first: a server of a CI can have thousands of workspaces. */
const FIRST_ROWS = 100;

interface Props {
  workspaces: readonly Workspace[];
  current: string;
  onSwitch: (id: string) => void;
  onReset: (id: string) => Promise<void>;
  onRemove: (id: string) => Promise<void>;
  onError: (error: unknown) => void;
}

export function WorkspaceTable({ workspaces, ...props }: Props) {
  const texts = useTextsOf(workspacesTexts);
  const parts = useTextsOf(partTexts);
  const [isComplete, setComplete] = useState(false);
  const shown = isComplete ? workspaces : workspaces.slice(0, FIRST_ROWS);
  return (
    <>
      <DataTable
        title={texts.title}
        className="workspaces"
        heads={[texts.idHead, parts.created, texts.clients, texts.expiresAt, parts.actions]}
      >
        {shown.map((workspace) => (
          <WorkspaceRow key={workspace.id} workspace={workspace} {...props} />
        ))}
      </DataTable>
      {shown.length < workspaces.length && (
        <button type="button" onClick={() => setComplete(true)}>
          {texts.showAll(workspaces.length)}
        </button>
      )}
    </>
  );
}

type RowProps = Omit<Props, 'workspaces'> & { workspace: Workspace };

function WorkspaceRow({ workspace, current, onSwitch, onReset, onRemove, onError }: RowProps) {
  const { id, createdAt, expiresAt, clients } = workspace;
  const texts = useTextsOf(workspacesTexts);
  const parts = useTextsOf(partTexts);
  return (
    <tr className={id === current ? 'current' : undefined}>
      <th scope="row">
        {id} {id === current && <span className="mark">{texts.shown}</span>}
      </th>
      <td className="number">{timeText(createdAt)}</td>
      <td className="number">{clients.length}</td>
      <td className="number">{expiresAt === undefined ? texts.never : timeText(expiresAt)}</td>
      <td className="actions">
        {id !== current && (
          <button type="button" aria-label={texts.switchToNamed(id)} onClick={() => onSwitch(id)}>
            {texts.switchTo}
          </button>
        )}
        <ConfirmButton
          label={texts.reset}
          name={`${texts.reset} ${id}`}
          question={texts.askReset(id)}
          onAction={() => onReset(id)}
          onError={onError}
        />
        {id !== DEFAULT_WORKSPACE && (
          <ConfirmButton
            label={parts.remove}
            name={`${parts.remove} ${id}`}
            question={texts.askRemove(id)}
            onAction={() => onRemove(id)}
            onError={onError}
          />
        )}
      </td>
    </tr>
  );
}
