import { useRef, useState } from 'react';
import { ApiError } from '../../api/client.js';
import { ActionButton } from '../../components/ActionButton.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { useTextsOf } from '../../texts/language.js';
import { ActionForm } from '../parts/ActionForm.js';
import { fileOf } from '../parts/form-values.js';
import { loadSeed, seedExample, seedSchemaUrl } from './data-api.js';
import { SeedErrors, type SeedError } from './SeedErrors.js';
import { dataTexts } from './texts.js';

/** Loads a seed from a text or a file. A file is shown as the text first, so that its errors have their lines there. */
export function SeedForm({ workspace }: { workspace: string }) {
  const texts = useTextsOf(dataTexts);
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [files, setFiles] = useState(0);
  const [errors, setErrors] = useState<readonly SeedError[]>([]);
  const load = async (fields: FormData): Promise<string> => {
    setErrors([]);
    const file = fileOf(fields, 'file');
    const seed = file ? await file.text() : text;
    if (file) {
      setText(seed);
      // From now on the text counts.
      setFiles((count) => count + 1);
    }
    try {
      const written = await loadSeed(workspace, seed);
      return texts.written(
        Object.entries(written)
          .map(([collection, count]) => `${collection} ${count}`)
          .join(', '),
      );
    } catch (error) {
      if (!(error instanceof ApiError) || error.faults.length === 0) throw error;
      setErrors(error.faults);
      return '';
    }
  };
  const insertExample = async (): Promise<void> => {
    setText(await seedExample());
    area.current?.focus();
  };
  return (
    <>
      <ActionForm
        submit={texts.load}
        onSubmit={load}
        more={
          <>
            <ActionButton label={texts.example} onAction={insertExample} onError={setFailure} />
            <a href={seedSchemaUrl}>{texts.schema}</a>
          </>
        }
      >
        <label className="long">
          {texts.seed}
          <textarea
            ref={area}
            rows={12}
            value={text}
            spellCheck={false}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        <label>
          {texts.file}
          <input key={files} type="file" name="file" accept=".yaml,.yml,.json" />
        </label>
      </ActionForm>
      <ErrorNote error={failure} />
      <SeedErrors errors={errors} onLine={(line) => selectLine(area.current, text, line)} />
    </>
  );
}

function selectLine(area: HTMLTextAreaElement | null, text: string, line: number): void {
  if (!area) return;
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
}
