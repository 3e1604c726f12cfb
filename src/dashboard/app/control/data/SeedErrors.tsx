import type { ApiError } from '../../api/client.js';
import { useTexts, useTextsOf } from '../../texts/language.js';
import { dataTexts } from './texts.js';

export type SeedError = ApiError['faults'][number];

interface Props {
  errors: readonly SeedError[];
  /** Shows a line of the seed. */
  onLine: (line: number) => void;
}

/** The errors of a seed, each with its line. */
export function SeedErrors({ errors, onLine }: Props) {
  const texts = useTexts();
  const data = useTextsOf(dataTexts);
  if (errors.length === 0) return null;
  return (
    <div role="alert" className="wrong">
      <p>
        <span aria-hidden="true">✖</span> {data.refused(errors.length)}
      </p>
      <ul>
        {errors.map(({ line, path, expected, seen }, index) => (
          <li key={index}>
            {line !== undefined && (
              <button type="button" className="link" onClick={() => onLine(line)}>
                {data.line(line)}
              </button>
            )}{' '}
            {path !== '' && <code>{path}</code>} {texts.expected} {expected}, {texts.actual} {seen}
          </li>
        ))}
      </ul>
    </div>
  );
}
