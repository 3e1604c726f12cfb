import { useState } from 'react';
import { navigate } from '../frame/route.js';
import { useTextsOf } from '../texts/language.js';
import { chainTexts } from './texts.js';

/** A field that opens the timeline of any id. */
export function OrderSearch({ id = '' }: { id: string | undefined }) {
  const texts = useTextsOf(chainTexts);
  const [text, setText] = useState(id);
  return (
    <form
      role="search"
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') navigate({ item: text.trim(), filters: {} });
      }}
    >
      <label>
        {texts.findLabel}
        <input
          type="search"
          className="id-field"
          maxLength={500}
          placeholder={texts.findHint}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <button type="submit">{texts.find}</button>
      {id !== '' && (
        <button type="button" onClick={() => navigate({ item: undefined })}>
          <span aria-hidden="true">←</span> {texts.back}
        </button>
      )}
    </form>
  );
}
