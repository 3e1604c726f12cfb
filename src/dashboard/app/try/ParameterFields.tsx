import type { Operation } from '../api/apis.js';
import { useTextsOf } from '../texts/language.js';
import { tryTexts } from './texts.js';

interface Props {
  parameters: Operation['parameters'];
  values: Readonly<Record<string, string>>;
  onChange: (name: string, value: string) => void;
}

/** A field for each parameter of the path and the query. Any value can be sent, also a wrong one. */
export function ParameterFields({ parameters, values, onChange }: Props) {
  const texts = useTextsOf(tryTexts);
  return parameters.map(({ name, required, description, values: allowed }) => (
    <label key={name} title={description}>
      <span>
        <code>{name}</code> {!required && texts.optional}
      </span>
      <input
        className="id-field"
        autoComplete="off"
        list={allowed && `values-${name}`}
        value={values[name] ?? ''}
        onChange={({ target }) => onChange(name, target.value)}
      />
      {allowed && (
        <datalist id={`values-${name}`}>
          {allowed.map((value) => (
            <option key={value}>{value}</option>
          ))}
        </datalist>
      )}
    </label>
  ));
}
