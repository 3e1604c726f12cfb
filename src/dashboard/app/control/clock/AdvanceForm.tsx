import { useState } from 'react';
import { hashOf } from '../../frame/view-address.js';
import { useTexts, useTextsOf } from '../../texts/language.js';
import { StatusMark } from '../../traffic/StatusMark.js';
import { ActionForm } from '../parts/ActionForm.js';
import { DurationField } from '../parts/DurationField.js';
import { requiredText, textOf } from '../parts/form-values.js';
import { timeText } from '../../components/time.js';
import { DataTable } from '../parts/DataTable.js';
import { advanceClock, type SentMessage } from './clock-api.js';
import { clockTexts } from './texts.js';

const QUICK = ['PT1H', 'P1D', 'P14D', 'P40D'] as const;

interface Props {
  workspace: string;
  onAdvanced: () => Promise<void>;
}

/** Advances the clock, and shows which messages were sent meanwhile. */
export function AdvanceForm({ workspace, onAdvanced }: Props) {
  const texts = useTextsOf(clockTexts);
  const [sent, setSent] = useState<SentMessage[]>([]);
  return (
    <>
      <ActionForm
        submit={texts.advance}
        more={QUICK.map((duration) => (
          <button key={duration} name="quick" value={duration} title={duration} formNoValidate>
            + {texts.quick[duration]}
          </button>
        ))}
        onSubmit={async (fields) => {
          const duration = textOf(fields, 'quick') ?? requiredText(fields, 'duration');
          setSent([]);
          const result = await advanceClock(workspace, duration);
          await onAdvanced();
          setSent(result.sent);
          return texts.advanced({ ...result, now: timeText(result.now) });
        }}
      >
        <DurationField label={texts.duration} name="duration" value="PT1M" required />
      </ActionForm>
      {sent.length > 0 && <SentTable workspace={workspace} sent={sent} />}
    </>
  );
}

function SentTable({ workspace, sent }: { workspace: string; sent: readonly SentMessage[] }) {
  const texts = useTexts();
  const clock = useTextsOf(clockTexts);
  const outbound = { page: 'traffic', workspace, filters: { direction: 'outbound' } } as const;
  return (
    <>
      <DataTable
        title={clock.sentTitle}
        heads={[clock.sentAt, texts.operation, clock.to, clock.answer, clock.stateHead]}
      >
        {sent.map(({ id, operation, to, state, attempt }) => (
          <tr key={`${id} ${attempt.at}`}>
            <td className="number">{timeText(attempt.at)}</td>
            <th scope="row">{operation}</th>
            <td>{to}</td>
            <td>
              {attempt.status === undefined ? (
                attempt.error
              ) : (
                <StatusMark status={attempt.status} />
              )}
            </td>
            <td>{clock.states[state]}</td>
          </tr>
        ))}
      </DataTable>
      <p>
        <a href={hashOf(outbound)}>{clock.inTraffic}</a>
      </p>
    </>
  );
}
