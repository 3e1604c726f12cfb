import { ApiError } from '../api/client.js';
import { useTexts } from '../texts/language.js';

/** An error of a call, in the words of the server. A screen reader announces it. */
export function ErrorNote({ error }: { error: unknown }) {
  const texts = useTexts();
  if (!error) return null;
  const faults = error instanceof ApiError ? error.faults : [];
  return (
    <div role="alert" className="wrong">
      <p>
        <span aria-hidden="true">✖</span>{' '}
        {error instanceof ApiError ? error.message : texts.unreachable}
      </p>
      {faults.length > 1 && (
        <ul>
          {faults.map(({ path, expected, seen }) => (
            <li key={path + expected}>
              <code>{path}</code>: {texts.expected} {expected}, {texts.actual} {seen}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
