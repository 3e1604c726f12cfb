import { useEffect, useRef } from 'react';
import { FindingNote } from '../exchange/FindingNote.js';
import { MessagePanel } from '../exchange/MessagePanel.js';
import { hashOf } from '../frame/view-address.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import { StatusMark } from '../traffic/StatusMark.js';
import type { Answer } from './send-request.js';
import { tryTexts } from './texts.js';

/** The answer to a request, with the findings of the request. It is made anew for each answer. */
export function AnswerSection({ answer, workspace }: { answer: Answer; workspace: string }) {
  const texts = useTexts();
  const own = useTextsOf(tryTexts);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // A new browser returns a promise here, which is no cleanup of an effect.
    section.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const { status, part, exchange, binary } = answer;
  const findings = exchange?.findings ?? [];
  return (
    <section className="answer" aria-labelledby="answer" ref={section}>
      <h2 id="answer">
        {own.answer} <StatusMark status={status} />
      </h2>
      {exchange?.reason !== undefined && (
        <p className="reason">
          {texts.reason}: {exchange.reason}
        </p>
      )}
      {exchange && (
        <>
          <p role="status">
            {findings.length === 0 ? own.noFindings : own.findings(findings.length)}
          </p>
          {findings.map((finding, index) => (
            <FindingNote key={index} finding={finding} showPointer />
          ))}
          <p className="links">
            <a href={hashOf({ page: 'traffic', workspace, item: exchange.id, filters: {} })}>
              {own.openExchange}
            </a>
            <a href={hashOf({ page: 'chain', workspace, item: exchange.id, filters: {} })}>
              {own.openTimeline}
            </a>
          </p>
        </>
      )}
      {binary && <p>{own.binary(binary.bytes, binary.type)}</p>}
      <MessagePanel title={texts.response} part={part} findings={[]} />
    </section>
  );
}
