import { useState } from 'react';
import type { ConformanceReport, RequirementResult } from '../api/types.js';
import { CopyButton } from '../components/CopyButton.js';
import { MessagePanel } from '../exchange/MessagePanel.js';
import { hashOf } from '../frame/view-address.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import { StatusMark } from '../traffic/StatusMark.js';
import { evidenceIn } from './conformance-api.js';
import { conformanceTexts } from './texts.js';

interface Props {
  /** Id of the requirement. */
  id: string;
  finding: RequirementResult['findings'][number];
  report: ConformanceReport;
  workspace: string;
}

/** A violation: the field, what was expected and found, and the exchange that shows it. */
export function ViolationNote({ id, finding, report, workspace }: Props) {
  const texts = useTextsOf(conformanceTexts);
  const common = useTexts();
  const [showsEvidence, setShowsEvidence] = useState(false);
  const { operation, pointer, expected, seen, cause, readings, curl, exchange } = finding;
  const evidence = exchange === undefined ? undefined : evidenceIn(report, exchange);
  return (
    <div className="violation">
      {operation !== undefined && <p lang="en">{operation}</p>}
      <dl>
        <div>
          <dt>{texts.field}</dt>
          <dd>{pointer === '' ? texts.wholeMessage : <code>{pointer}</code>}</dd>
        </div>
        <div>
          <dt>{common.expected}</dt>
          <dd>
            <code>{expected}</code>
          </dd>
        </div>
        <div>
          <dt>{common.actual}</dt>
          <dd>
            <code>{seen}</code>
          </dd>
        </div>
        <div>
          <dt>{texts.cause}</dt>
          <dd>{texts.causes[cause]}</dd>
        </div>
        {readings !== undefined && (
          <div>
            <dt>{texts.readings}</dt>
            <dd lang="en">{readings}</dd>
          </div>
        )}
      </dl>
      <p className="violation-actions">
        {exchange !== undefined && (
          <a
            href={hashOf({ page: 'traffic', workspace, item: exchange, filters: {} })}
            aria-label={texts.openExchangeOf(id)}
          >
            {texts.openExchange}
          </a>
        )}
        {curl !== undefined && <CopyButton text={curl} label={texts.copyCurl} />}
      </p>
      {evidence && (
        <details onToggle={({ currentTarget }) => setShowsEvidence(currentTarget.open)}>
          <summary>
            {texts.evidence}: <StatusMark status={evidence.status} />{' '}
            <code>
              {evidence.method} {evidence.path}
            </code>
          </summary>
          {showsEvidence && (
            <div className="messages">
              <MessagePanel title={common.request} part={evidence.request} findings={[]} />
              <MessagePanel title={common.response} part={evidence.response} findings={[]} />
            </div>
          )}
        </details>
      )}
    </div>
  );
}
