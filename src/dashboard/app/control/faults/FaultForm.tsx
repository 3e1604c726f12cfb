import { useState } from 'react';
import type { RoleInfo } from '../../api/start-info.js';
import type { Workspace } from '../../api/types.js';
import { useTexts, useTextsOf } from '../../texts/language.js';
import { ActionForm } from '../parts/ActionForm.js';
import { instantOf, numberOf, textOf } from '../parts/form-values.js';
import { partTexts } from '../parts/texts.js';
import type { FaultKind, NewFault } from './faults-api.js';
import { faultsTexts } from './texts.js';

type Phase = 'before' | 'after';

/** Fields of a fault that depend on its kind. */
interface KindFields {
  /** Texts for the choice whether it is injected before or after the request is processed; absent: no choice. */
  phases?: 'phases' | 'delayPhases';
  delay?: boolean;
  /** Phases in which the status counts. */
  status?: readonly Phase[];
}

export const KINDS: Readonly<Record<FaultKind, KindFields>> = {
  status: { phases: 'phases', status: ['before', 'after'] },
  latency: { phases: 'delayPhases', delay: true },
  reset: { phases: 'phases' },
  truncate: { phases: 'phases', status: ['before'] },
  malformed: { phases: 'phases', status: ['before'] },
  slow: { delay: true },
};
const kinds = Object.keys(KINDS) as FaultKind[];
const DEFAULT_DELAY_MS = 1_000;
const MAX_DELAY_MS = 120_000;

interface Props {
  roles: readonly RoleInfo[];
  clients: Workspace['clients'];
  onSubmit: (fault: NewFault) => Promise<string>;
}

/** A form for a fault. It has the fields of the chosen kind. */
export function FaultForm({ roles, clients, onSubmit }: Props) {
  const texts = useTextsOf(faultsTexts);
  const common = useTexts();
  const parts = useTextsOf(partTexts);
  const [kind, setKind] = useState<FaultKind>('status');
  const [phase, setPhase] = useState<Phase>('before');
  const [role, setRole] = useState('');
  const { phases, delay = false, status = [] } = KINDS[kind];
  const operations = roles
    .filter(({ name }) => role === '' || name === role)
    .flatMap((one) => one.operations);
  return (
    <ActionForm
      submit={texts.addFault}
      onSubmit={(fields) =>
        onSubmit({
          kind,
          when: phases ? phase : undefined,
          status: numberOf(fields, 'status'),
          delayMs: delayOf(fields),
          role: textOf(fields, 'role'),
          operation: textOf(fields, 'operation'),
          client: textOf(fields, 'client'),
          times: numberOf(fields, 'times'),
          probability: numberOf(fields, 'probability'),
          expiresAt: instantOf(fields, 'expiresAt'),
        })
      }
    >
      <label>
        {texts.kind}
        <select value={kind} onChange={({ target }) => setKind(target.value as FaultKind)}>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {texts.kinds[one]}
            </option>
          ))}
        </select>
      </label>
      {status.includes(phase) && (
        <label>
          {common.status}
          <input type="number" name="status" min={200} max={599} defaultValue={503} required />
        </label>
      )}
      {delay && (
        <>
          <label>
            {texts.delay}
            <input
              type="number"
              name="delay"
              min={0}
              max={MAX_DELAY_MS}
              defaultValue={DEFAULT_DELAY_MS}
              required
            />
          </label>
          <label>
            {texts.delayTo}
            <input type="number" name="delayTo" min={0} max={MAX_DELAY_MS} />
          </label>
        </>
      )}
      {phases && (
        <label>
          {texts.when}
          <select value={phase} onChange={({ target }) => setPhase(target.value as Phase)}>
            <option value="before">{texts[phases].before}</option>
            <option value="after">{texts[phases].after}</option>
          </select>
        </label>
      )}
      <label>
        {common.role}
        <select name="role" value={role} onChange={({ target }) => setRole(target.value)}>
          <option value="">{parts.any}</option>
          {roles.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        {common.operation}
        <select name="operation" key={role}>
          <option value="">{parts.any}</option>
          {[...new Set(operations)].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        {texts.client}
        <select name="client">
          <option value="">{parts.any}</option>
          {clients.map(({ clientId }) => (
            <option key={clientId}>{clientId}</option>
          ))}
        </select>
      </label>
      <label>
        {texts.times}
        <input
          type="number"
          name="times"
          min={1}
          max={1_000_000}
          defaultValue={1}
          placeholder={texts.noLimit}
          title={texts.timesHint}
        />
      </label>
      <label>
        {texts.probability}
        <input
          type="number"
          name="probability"
          min={0}
          max={1}
          step="any"
          placeholder="1"
          title={texts.probabilityHint}
        />
      </label>
      <label>
        {texts.expiresAt}
        <input type="datetime-local" name="expiresAt" step="1" />
      </label>
    </ActionForm>
  );
}

function delayOf(fields: FormData): NewFault['delayMs'] {
  const min = numberOf(fields, 'delay');
  const max = numberOf(fields, 'delayTo');
  return min === undefined || max === undefined ? min : { min, max };
}
