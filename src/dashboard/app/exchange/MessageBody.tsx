import { useMemo, useState } from 'react';
import type { ExchangePart, Finding } from '../api/types.js';
import { useTexts } from '../texts/language.js';
import { formLines, jsonLines, textLines, type BodyLine } from './body-lines.js';
import { FindingNote } from './FindingNote.js';
import { placeFindings } from './place-findings.js';
import { xmlLines } from './xml-lines.js';

/** Lines of a long body that are shown at first. */
const FIRST_LINES = 1_000;

function linesOf({ headers, body }: ExchangePart): BodyLine[] {
  if (typeof body !== 'string') return body === null || body === undefined ? [] : jsonLines(body);
  const type = typeof headers['content-type'] === 'string' ? headers['content-type'] : '';
  if (type.includes('form-urlencoded')) return formLines(body);
  return body.trimStart().startsWith('<') ? xmlLines(body) : textLines(body);
}

interface Props {
  part: ExchangePart;
  findings: readonly Finding[];
}

/** A body, with each finding at its field. A finding without a field stands above it. */
export function MessageBody({ part, findings }: Props) {
  const texts = useTexts();
  const [showsAll, setShowsAll] = useState(false);
  const lines = useMemo(() => linesOf(part), [part]);
  const { byLine, elsewhere } = useMemo(() => placeFindings(findings, lines), [findings, lines]);
  const shown = showsAll ? lines : lines.slice(0, FIRST_LINES);
  return (
    <>
      {elsewhere.map((finding, index) => (
        <FindingNote key={index} finding={finding} showPointer />
      ))}
      {lines.length === 0 ? (
        <p className="quiet">{texts.noBody}</p>
      ) : (
        <ol className="lines" tabIndex={0} aria-label={texts.body}>
          {shown.map((line, index) => {
            const notes = byLine.get(index);
            return (
              <li key={index} className={notes ? 'marked' : undefined}>
                <code>{'  '.repeat(line.depth) + line.text}</code>
                {notes?.map((finding, number) => (
                  <FindingNote
                    key={number}
                    finding={finding}
                    showPointer={finding.pointer !== line.place}
                  />
                ))}
              </li>
            );
          })}
        </ol>
      )}
      {shown.length < lines.length && (
        <button type="button" onClick={() => setShowsAll(true)}>
          {texts.showAllLines(lines.length)}
        </button>
      )}
      {part.text !== undefined && (
        <details>
          <summary>{texts.rawText}</summary>
          <pre tabIndex={0}>{part.text}</pre>
        </details>
      )}
    </>
  );
}
