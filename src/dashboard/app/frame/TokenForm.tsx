import { useState } from 'react';
import { saveToken } from '../api/token.js';
import { useTexts } from '../texts/language.js';

interface Props {
  /** True after the server refused a token. */
  isRefused: boolean;
  onSaved: () => void;
}

/** Asks for the token of the control API. */
export function TokenForm({ isRefused, onSaved }: Props) {
  const texts = useTexts();
  const [token, setToken] = useState('');
  return (
    <main id="content" className="token">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saveToken(token.trim());
          onSaved();
        }}
      >
        <h1>{texts.tokenTitle}</h1>
        <p id="token-text">{texts.tokenText}</p>
        {isRefused && (
          <p role="alert" className="wrong">
            <span aria-hidden="true">✖</span> {texts.tokenWrong}
          </p>
        )}
        <label>
          {texts.token}{' '}
          <input
            type="password"
            autoComplete="off"
            required
            aria-describedby="token-text"
            value={token}
            onChange={({ target }) => setToken(target.value)}
          />
        </label>
        <button type="submit">{texts.tokenSubmit}</button>
      </form>
    </main>
  );
}
