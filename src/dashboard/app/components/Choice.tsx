import { useTexts } from '../texts/language.js';

interface Props {
  label: string;
  value: string | undefined;
  options: readonly string[];
  /** Names of options that differ from their values. */
  names?: ReadonlyMap<string, string>;
  onChange: (value: string) => void;
}

/** A filter by one of several values, or by none of them. */
export function Choice({ label, value, options, names, onChange }: Props) {
  const texts = useTexts();
  return (
    <label className="choice">
      {label}{' '}
      <select value={value ?? ''} onChange={({ target }) => onChange(target.value)}>
        <option value="">{texts.all}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {names?.get(option) ?? option}
          </option>
        ))}
      </select>
    </label>
  );
}
