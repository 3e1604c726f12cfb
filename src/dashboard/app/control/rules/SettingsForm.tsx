import type { StartInfo } from '../../api/start-info.js';
import { useTextsOf } from '../../texts/language.js';
import { ActionForm } from '../parts/ActionForm.js';
import { DurationField } from '../parts/DurationField.js';
import { textOf } from '../parts/form-values.js';
import type { Settings } from './rules-api.js';
import { rulesTexts } from './texts.js';

interface Props {
  settings: Settings;
  /** Settings of a new workspace. */
  defaults: StartInfo['defaultSettings'];
  onChange: (settings: Settings) => Promise<void>;
}

const NAMES = ['decide', 'confirmAfter', 'processAfter', 'retryPauses'] as const;
/** A setting as the text of its field. */
const asText = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value ?? []).join(', ');

/** The settings of a workspace. A changed one shows its default. */
export function SettingsForm({ settings, defaults, onChange }: Props) {
  const texts = useTextsOf(rulesTexts);
  const isChanged = (name: (typeof NAMES)[number]): boolean =>
    asText(settings[name]) !== asText(defaults[name]);
  const changed = NAMES.filter(isChanged);
  return (
    <>
      <ActionForm
        submit={texts.save}
        more={
          changed.length > 0 && (
            <button name="reset" value="yes" formNoValidate>
              {texts.toDefaults}
            </button>
          )
        }
        onSubmit={async (fields) => {
          const isReset = fields.get('reset') === 'yes';
          await onChange(isReset ? defaults : settingsOf(fields));
          return isReset ? texts.reset : texts.saved;
        }}
      >
        <label>
          {texts.names.decide}
          <select name="decide" key={settings.decide} defaultValue={settings.decide}>
            <option value="auto">{texts.auto}</option>
            <option value="manual">{texts.manual}</option>
          </select>
        </label>
        {(['confirmAfter', 'processAfter'] as const).map((name) => (
          <DurationField
            key={`${name} ${settings[name]}`}
            label={texts.names[name]}
            name={name}
            value={settings[name]}
            required
          />
        ))}
        <DurationField
          key={asText(settings.retryPauses)}
          label={texts.names.retryPauses}
          name="retryPauses"
          value={asText(settings.retryPauses)}
          isList
        />
      </ActionForm>
      {changed.length > 0 && (
        <ul className="changed">
          {changed.map((name) => (
            <li key={name}>
              <span className="mark">{texts.changed}</span> {texts.names[name]}: {texts.default}{' '}
              <code>{asText(defaults[name])}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function settingsOf(fields: FormData): Settings {
  const pauses = textOf(fields, 'retryPauses');
  return {
    decide: fields.get('decide') === 'manual' ? 'manual' : 'auto',
    confirmAfter: textOf(fields, 'confirmAfter'),
    processAfter: textOf(fields, 'processAfter'),
    retryPauses: pauses === undefined ? [] : pauses.split(/\s*,\s*/),
  };
}
