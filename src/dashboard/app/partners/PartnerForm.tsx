import { useId, useState } from 'react';
import type { ReceiverInfo } from '../api/start-info.js';
import type { Partner } from '../api/types.js';
import { ErrorNote } from '../components/ErrorNote.js';
import { useTextsOf } from '../texts/language.js';
import { partnerOf, valueOf } from './partner-fields.js';
import { partnersTexts } from './texts.js';

const METHODS: readonly NonNullable<Partner['tokenAuth']>[] = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
];

interface Props {
  /** Null: none is set. */
  partner: Partner | null;
  receiver: ReceiverInfo;
  onSave: (partner: Partner) => Promise<void>;
  onCancel: () => void;
}

/** The form for the address of a partner and its client. */
export function PartnerForm({ partner, receiver: { role, baseUrls }, onSave, onCancel }: Props) {
  const texts = useTextsOf(partnersTexts);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const save = async (form: HTMLFormElement): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await onSave(partnerOf(form));
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  };
  const field = (name: string, label: string, hint?: string, isRequired = false) => (
    <Field
      name={name}
      label={label}
      hint={hint}
      value={valueOf(partner, name)}
      isRequired={isRequired}
    />
  );
  return (
    <form
      className="fields partner-form"
      aria-label={`${partner ? texts.edit : texts.set}: ${role}`}
      onSubmit={(event) => {
        event.preventDefault();
        void save(event.currentTarget);
      }}
    >
      {field('baseUrl', texts.baseUrl, texts.baseUrlHint, true)}
      {baseUrls.map((one) => (
        <Field
          key={one.field}
          name={one.field}
          label={texts.baseUrlOf(one.api)}
          value={valueOf(partner, one.field)}
        />
      ))}
      {field('tokenUrl', texts.tokenUrl, texts.tokenUrlHint)}
      <label>
        {texts.tokenAuth}
        <select name="tokenAuth" defaultValue={partner?.tokenAuth ?? ''}>
          <option value="">client_secret_basic</option>
          {METHODS.slice(1).map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
      </label>
      {field('clientId', texts.clientId)}
      <Field
        name="clientSecret"
        label={texts.clientSecret}
        hint={texts.secretHint}
        value=""
        isSecret
      />
      {field('scope', texts.scope, texts.scopeHint)}
      <div className="submit">
        <button type="submit" disabled={isBusy}>
          {texts.save}
        </button>
        <button type="button" onClick={onCancel}>
          {texts.cancel}
        </button>
      </div>
      <ErrorNote error={error} />
    </form>
  );
}

interface FieldProps {
  name: string;
  label: string;
  hint?: string | undefined;
  value: string;
  isRequired?: boolean;
  isSecret?: boolean;
}

function Field({ name, label, hint, value, isRequired, isSecret }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label>
        {label}
        <input
          name={name}
          type={isSecret === true ? 'password' : 'text'}
          autoComplete="off"
          spellCheck={false}
          defaultValue={value}
          required={isRequired}
          aria-describedby={hint === undefined ? undefined : id}
        />
      </label>
      {hint !== undefined && (
        <span id={id} className="quiet">
          {hint}
        </span>
      )}
    </div>
  );
}
