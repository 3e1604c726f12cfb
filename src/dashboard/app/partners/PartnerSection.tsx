import { useCallback, useState } from 'react';
import type { ReceiverInfo } from '../api/start-info.js';
import type { ConnectionTest } from '../api/types.js';
import { ActionButton } from '../components/ActionButton.js';
import { ConfirmButton } from '../components/ConfirmButton.js';
import { ErrorNote } from '../components/ErrorNote.js';
import { useLoaded } from '../components/loaded.js';
import { navigate } from '../frame/route.js';
import { useTextsOf } from '../texts/language.js';
import { ConnectionSteps } from './ConnectionSteps.js';
import { PartnerFacts } from './PartnerFacts.js';
import { PartnerForm } from './PartnerForm.js';
import { getPartner, removePartner, setPartner, testPartner } from './partners-api.js';
import { partnersTexts } from './texts.js';

interface Props {
  receiver: ReceiverInfo;
  workspace: string;
  isEditing: boolean;
}

/** The partner of one role: its address, a form to change it, and the test of its connection. */
export function PartnerSection({ receiver, workspace, isEditing }: Props) {
  const texts = useTextsOf(partnersTexts);
  const { role, operations } = receiver;
  const read = useCallback(() => getPartner(workspace, role), [workspace, role]);
  const { value: partner, error: readError, reload } = useLoaded(read);
  const [error, setError] = useState<unknown>();
  const [note, setNote] = useState('');
  const [test, setTest] = useState<ConnectionTest>();
  const change = async (action: Promise<void>, result: string): Promise<void> => {
    await action;
    setTest(undefined);
    setNote(result);
    navigate({ item: undefined }, { replace: true });
    await reload();
  };
  const title = `partner-${role}`;
  return (
    <section className="partner" aria-labelledby={title}>
      <h2 id={title}>{role}</h2>
      <p className="quiet">
        {texts.receives} {operations.join(', ')}
      </p>
      <ErrorNote error={readError} />
      {partner !== undefined && <PartnerFacts partner={partner} receiver={receiver} />}
      {partner !== undefined && isEditing && (
        <PartnerForm
          partner={partner}
          receiver={receiver}
          onSave={(next) => change(setPartner(workspace, role, next), texts.saved)}
          onCancel={() => navigate({ item: undefined }, { replace: true })}
        />
      )}
      <div className="partner-actions">
        <ActionButton
          label={texts.test}
          name={`${texts.test}: ${role}`}
          title={texts.testHint}
          onError={setError}
          onAction={async () => {
            setNote(texts.testing);
            setTest(undefined);
            try {
              setTest(await testPartner(workspace, role));
            } finally {
              setNote('');
            }
          }}
        />
        {partner !== undefined && !isEditing && (
          <button
            type="button"
            aria-label={`${partner ? texts.edit : texts.set}: ${role}`}
            onClick={() => navigate({ item: role })}
          >
            {partner ? texts.edit : texts.set}
          </button>
        )}
        {partner && (
          <ConfirmButton
            label={texts.reset}
            name={`${texts.reset}: ${role}`}
            question={texts.resetQuestion}
            confirm={texts.yes}
            cancel={texts.no}
            onError={setError}
            onAction={() => change(removePartner(workspace, role), texts.removed)}
          />
        )}
        <output>{note}</output>
      </div>
      <ErrorNote error={error} />
      {test && <ConnectionSteps test={test} workspace={workspace} />}
    </section>
  );
}
