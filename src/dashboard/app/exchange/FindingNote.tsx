import type { Finding } from '../api/types.js';
import { useRoute } from '../frame/route.js';
import { hashOf } from '../frame/view-address.js';
import { useTexts } from '../texts/language.js';

const ICONS: Record<string, string> = { MUST: '✖', SHOULD: '▲', INFO: 'ℹ' };

interface Props {
  finding: Finding;
  /** Field at which the finding stands above the body. */
  showPointer?: boolean;
}

/** A finding with its requirement, which a click shows. */
export function FindingNote({ finding, showPointer = false }: Props) {
  const texts = useTexts();
  const { workspace } = useRoute();
  const { requirement, level, pointer, expected, seen, text, source } = finding;
  return (
    <details className={`finding ${level.toLowerCase()}`}>
      <summary>
        <span className="level">
          <span aria-hidden="true">{ICONS[level]}</span> {level}
        </span>{' '}
        <span className="requirement">{requirement}</span>{' '}
        {showPointer && pointer !== '' && (
          <>
            {texts.fieldMissing} <code>{pointer}</code>{' '}
          </>
        )}
        <span>
          {texts.expected} <code>{expected}</code>, {texts.actual} <code>{seen}</code>
        </span>
      </summary>
      <dl>
        <dt>{texts.details}</dt>
        <dd>{text}</dd>
        <dt>{texts.source}</dt>
        <dd>{source}</dd>
      </dl>
      <a href={hashOf({ page: 'conformance', workspace, item: requirement, filters: {} })}>
        {texts.report}
      </a>
    </details>
  );
}
