import type { ConnectionTest } from '../api/types.js';
import { CodeText } from '../components/CodeText.js';
import { formatDuration } from '../components/time.js';
import { hashOf } from '../frame/view-address.js';
import { useLanguage, useTextsOf } from '../texts/language.js';
import { partnersTexts } from './texts.js';

type Step = ConnectionTest['steps'][number];

const ICONS: Readonly<Record<Step['result'], string>> = { ok: '✓', fail: '✖', skip: '–' };

interface Props {
  test: ConnectionTest;
  workspace: string;
}

/** The steps of a test of a connection, each with what is wrong and what to do. */
export function ConnectionSteps({ test: { result, steps }, workspace }: Props) {
  const texts = useTextsOf(partnersTexts);
  const passed = steps.some((step) => step.result === 'skip') ? texts.uncertain : texts.passed;
  return (
    <section className="connection-test" aria-label={texts.testTitle}>
      <p role="status" className={result}>
        <strong>{result === 'ok' ? passed : texts.failed}</strong>
      </p>
      <ol>
        {steps.map((step, index) => (
          <StepItem key={index} step={step} workspace={workspace} />
        ))}
      </ol>
    </section>
  );
}

function StepItem({ step, workspace }: { step: Step; workspace: string }) {
  const texts = useTextsOf(partnersTexts);
  const language = useLanguage();
  const { name, result, text, url, status, durationMs, clockDifferenceMs, exchange } = step;
  const difference = formatDuration(Math.abs(clockDifferenceMs ?? 0), language);
  return (
    <li className={result}>
      <span className="step-result">
        <span aria-hidden="true">{ICONS[result]}</span> {texts.steps[name]}: {texts.results[result]}
      </span>
      <span className="step-text">
        <CodeText text={text} />
      </span>
      <span className="step-values quiet">
        {url !== undefined && <code>{url}</code>}
        {status !== undefined && <span>HTTP {status}</span>}
        {durationMs !== undefined && <span>{durationMs} ms</span>}
        {clockDifferenceMs !== undefined && clockDifferenceMs !== 0 && (
          <span>{clockDifferenceMs > 0 ? texts.ahead(difference) : texts.behind(difference)}</span>
        )}
        {exchange !== undefined && (
          <a
            href={hashOf({ page: 'traffic', workspace, item: exchange, filters: {} })}
            aria-label={`${texts.openExchange}: ${texts.steps[name]}`}
          >
            {texts.openExchange}
          </a>
        )}
      </span>
    </li>
  );
}
