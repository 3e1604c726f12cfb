import { useTextsOf } from '../texts/language.js';
import type { DeliveryState } from './outbox-api.js';
import { outboxTexts } from './texts.js';

const ICONS: Readonly<Record<DeliveryState, string>> = {
  waiting: '◷',
  sent: '✓',
  refused: '✖',
  failed: '✖',
  cancelled: '–',
};

/** The state of an outgoing message, as a mark and a word. */
export function StateMark({ state }: { state: DeliveryState }) {
  const texts = useTextsOf(outboxTexts);
  return (
    <span className={`state-mark ${state}`}>
      <span aria-hidden="true">{ICONS[state]}</span> {texts.states[state]}
    </span>
  );
}
