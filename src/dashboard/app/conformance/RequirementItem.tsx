import { useState } from 'react';
import type { ConformanceReport, RequirementResult } from '../api/types.js';
import { CodeText } from '../components/CodeText.js';
import { navigate } from '../frame/route.js';
import { hashOf } from '../frame/view-address.js';
import { useTexts, useTextsOf } from '../texts/language.js';
import { VerdictMark } from './VerdictMark.js';
import { ViolationNote } from './ViolationNote.js';
import { conformanceTexts } from './texts.js';

interface Props {
  result: RequirementResult;
  report: ConformanceReport;
  workspace: string;
  /** True: the address names this requirement. */
  isLinked: boolean;
}

/** A requirement with its verdict. A click shows its evidence. */
export function RequirementItem({ result, report, workspace, isLinked }: Props) {
  const { id, level, text, verdict } = result;
  const [isOpen, setOpen] = useState(isLinked);
  return (
    <details
      className={`requirement-item ${verdict}`}
      open={isOpen}
      ref={isLinked ? scrollToOnce : undefined}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
        if (currentTarget.open) navigate({ item: id }, { replace: true });
      }}
    >
      <summary>
        <VerdictMark verdict={verdict} /> <span className="requirement">{id}</span>{' '}
        <span className="quiet">{level}</span> <span lang="en">{text}</span>
      </summary>
      {isOpen && <Content result={result} report={report} workspace={workspace} />}
    </details>
  );
}

const reached = new WeakSet<HTMLElement>();

/** Scrolls to an element when the page shows it first. */
function scrollToOnce(element: HTMLElement | null): void {
  if (!element || reached.has(element)) return;
  reached.add(element);
  element.scrollIntoView({ block: 'nearest' });
}

function Content({ result, report, workspace }: Omit<Props, 'isLinked'>) {
  const texts = useTextsOf(conformanceTexts);
  const common = useTexts();
  const { source, contract, who, effect, reason, next, held, departed, findings } = result;
  const { consequenceOf, first, last } = result;
  const exchanges: [name: string, id: string][] = [
    ...(first === undefined ? [] : [[texts.first, first] as [string, string]]),
    ...(last === undefined || last === first ? [] : [[texts.last, last] as [string, string]]),
  ];
  return (
    <div className="requirement-content">
      <dl>
        <Fact name={common.source} value={source} />
        <Fact name={texts.api} value={contract} />
        <Fact name={texts.parties} value={who.join(', ')} />
        {held + departed > 0 && (
          <div>
            <dt>{texts.checked}</dt>
            <dd>{texts.counts(held, departed)}</dd>
          </div>
        )}
        <Fact name={texts.effect} value={effect} />
        <Fact name={texts.reason} value={reason} />
        <Fact name={texts.next} value={next} />
        <Fact name={texts.sameCause} value={consequenceOf} />
        {exchanges.map(([name, id]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <a href={hashOf({ page: 'traffic', workspace, item: id, filters: {} })}>
                {texts.openExchange}
              </a>
            </dd>
          </div>
        ))}
      </dl>
      {findings.map((finding, index) => (
        <ViolationNote
          key={index}
          id={result.id}
          finding={finding}
          report={report}
          workspace={workspace}
        />
      ))}
    </div>
  );
}

/** A fact in the words of the server, which are English. */
function Fact({ name, value }: { name: string; value: string | undefined }) {
  if (value === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <CodeText text={value} />
      </dd>
    </div>
  );
}
