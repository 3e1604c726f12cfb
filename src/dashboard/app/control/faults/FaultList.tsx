import { useCallback } from 'react';
import type { RoleInfo } from '../../api/start-info.js';
import type { Workspace } from '../../api/types.js';
import { ActionButton } from '../../components/ActionButton.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { useLoaded } from '../../components/loaded.js';
import { useTextsOf } from '../../texts/language.js';
import type { TrafficStore } from '../../traffic/traffic-store.js';
import { ConfirmButton } from '../../components/ConfirmButton.js';
import { OutcomeNote } from '../parts/OutcomeNote.js';
import { useOutcome } from '../parts/outcome.js';
import { partTexts } from '../parts/texts.js';
import { timeText } from '../../components/time.js';
import { DataTable } from '../parts/DataTable.js';
import { createFault, deleteFault, listFaults, type FaultRule } from './faults-api.js';
import { FaultForm, KINDS } from './FaultForm.js';
import { faultsTexts } from './texts.js';

interface Props {
  workspace: string;
  store: TrafficStore;
  roles: readonly RoleInfo[];
  clients: Workspace['clients'];
}

/** The faults of a workspace. The counts are read again after traffic. */
export function FaultList({ workspace, store, roles, clients }: Props) {
  const texts = useTextsOf(faultsTexts);
  const parts = useTextsOf(partTexts);
  const read = useCallback(() => listFaults(workspace), [workspace]);
  const { value: faults, error, reload } = useLoaded(read, store);
  const outcome = useOutcome();
  const remove = async (rules: readonly FaultRule[], message: string): Promise<void> => {
    try {
      for (const { id } of rules) await deleteFault(workspace, id);
    } finally {
      await reload();
    }
    outcome.done(message);
  };
  return (
    <>
      <FaultForm
        roles={roles}
        clients={clients}
        onSubmit={async (fault) => {
          const { kind } = await createFault(workspace, fault);
          await reload();
          return texts.faultAdded(texts.kinds[kind]);
        }}
      />
      <ErrorNote error={error} />
      {faults?.length === 0 && <p className="empty-view">{texts.noFaults}</p>}
      {faults !== undefined && faults.length > 0 && (
        <DataTable
          title={texts.faults}
          heads={[
            texts.kind,
            texts.matches,
            texts.applied,
            texts.remaining,
            texts.expires,
            parts.actions,
          ]}
        >
          {faults.map((fault) => (
            <FaultRow
              key={fault.id}
              fault={fault}
              onRemove={() => remove([fault], texts.faultRemoved)}
              onError={outcome.fail}
            />
          ))}
        </DataTable>
      )}
      {faults !== undefined && faults.length > 1 && (
        <p>
          <ConfirmButton
            label={parts.removeAll}
            question={texts.askRemoveFaults(faults.length)}
            onAction={() => remove(faults, texts.faultsRemoved)}
            onError={outcome.fail}
          />
        </p>
      )}
      <OutcomeNote {...outcome} />
    </>
  );
}

interface RowProps {
  fault: FaultRule;
  onRemove: () => Promise<void>;
  onError: (error: unknown) => void;
}

function FaultRow({ fault, onRemove, onError }: RowProps) {
  const texts = useTextsOf(faultsTexts);
  const parts = useTextsOf(partTexts);
  const { kind, status, delayMs, role, operation, client, times, met } = fault;
  const { when = 'before', probability = 1 } = fault;
  const { phases } = KINDS[kind];
  const delay = typeof delayMs === 'object' ? `${delayMs.min}–${delayMs.max}` : delayMs;
  const details = [
    status,
    delay === undefined ? undefined : `${delay} ms`,
    phases && `${texts.when.toLowerCase()} ${texts[phases][when]}`,
  ];
  const target = [role, operation, client].filter((part) => part !== undefined).join(' · ');
  return (
    <tr>
      <th scope="row">
        {texts.kinds[kind]}{' '}
        <span className="quiet">{details.filter((part) => part !== undefined).join(', ')}</span>
      </th>
      <td>
        {target || texts.allRequests}{' '}
        {probability < 1 && <span className="quiet">{texts.share(probability)}</span>}
      </td>
      <td className="number">{met}</td>
      <td className="number">{times === undefined ? texts.noLimit : Math.max(0, times - met)}</td>
      <td className="number">
        {fault.expiresAt === undefined ? texts.never : timeText(fault.expiresAt)}
      </td>
      <td className="actions">
        <ActionButton
          label={parts.remove}
          name={`${parts.remove}: ${texts.kinds[kind]} ${target}`}
          onAction={onRemove}
          onError={onError}
        />
      </td>
    </tr>
  );
}
