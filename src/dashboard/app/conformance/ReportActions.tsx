import { useState } from 'react';
import { ActionButton } from '../components/ActionButton.js';
import { ConfirmButton } from '../components/ConfirmButton.js';
import { ErrorNote } from '../components/ErrorNote.js';
import { useTextsOf } from '../texts/language.js';
import { clearResults, downloadReport, FORMATS, type Format } from './conformance-api.js';
import { conformanceTexts } from './texts.js';

const NAMES: Readonly<Record<Format, string>> = {
  json: 'JSON',
  junit: 'JUnit',
  html: 'HTML',
  markdown: 'Markdown',
  badge: 'Badge',
};

interface Props {
  workspace: string;
  party: string | undefined;
  onCleared: () => Promise<void>;
}

/** Downloads of the report in each format, and the removal of the results. */
export function ReportActions({ workspace, party, onCleared }: Props) {
  const texts = useTextsOf(conformanceTexts);
  const [error, setError] = useState<unknown>();
  const [note, setNote] = useState('');
  return (
    <div className="report-actions">
      <span role="group" aria-label={texts.download}>
        {texts.download}:{' '}
        {(Object.keys(FORMATS) as Format[]).map((format) => (
          <ActionButton
            key={format}
            label={NAMES[format]}
            name={`${texts.download}: ${NAMES[format]}`}
            onAction={() => downloadReport(workspace, format, party)}
            onError={setError}
          />
        ))}
      </span>
      <ConfirmButton
        label={texts.clear}
        question={texts.clearQuestion}
        confirm={texts.yes}
        cancel={texts.no}
        onError={setError}
        onAction={async () => {
          await clearResults(workspace);
          setNote(texts.cleared);
          await onCleared();
        }}
      />
      <output>{note}</output>
      <ErrorNote error={error} />
    </div>
  );
}
