import { useTextsOf } from '../../texts/language.js';
import { partTexts } from './texts.js';

const NUMBER = String.raw`\d+(?:[.,]\d+)?`;
/** Durations of the control API: without years and months, which have no fixed length. */
const DURATION = `P(?=.)(?:${NUMBER}W)?(?:${NUMBER}D)?(?:T(?=.)(?:${NUMBER}H)?(?:${NUMBER}M)?(?:${NUMBER}S)?)?`;

interface Props {
  label: string;
  name: string;
  value?: string;
  placeholder?: string;
  required?: boolean;
  /** True: a list of durations, separated by commas. */
  isList?: boolean;
}

/** A field for an ISO 8601 duration. */
export function DurationField({ label, name, value, placeholder, required, isList }: Props) {
  const texts = useTextsOf(partTexts);
  return (
    <label>
      {label}
      <input
        name={name}
        defaultValue={value}
        placeholder={placeholder}
        required={required}
        pattern={isList ? `${DURATION}(?:\\s*,\\s*${DURATION})*` : DURATION}
        title={isList ? texts.durationsHint : texts.durationHint}
        size={isList ? 28 : 10}
        autoComplete="off"
        spellCheck={false}
      />
    </label>
  );
}
