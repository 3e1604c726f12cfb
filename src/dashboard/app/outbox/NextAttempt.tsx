import type { Clock, Delivery } from '../api/types.js';
import { formatDuration, formatTime } from '../components/time.js';
import { useLanguage, useTextsOf } from '../texts/language.js';
import { outboxTexts } from './texts.js';

interface Props {
  delivery: Delivery;
  clock: Clock | undefined;
  /** True: also what must happen, in words. */
  explains?: boolean;
}

/** Time of the next attempt of a waiting message, in workspace time. */
export function NextAttempt({ delivery: { state, dueAt }, clock, explains }: Props) {
  const texts = useTextsOf(outboxTexts);
  const language = useLanguage();
  if (state !== 'waiting') return '–';
  const left = Date.parse(dueAt) - Date.parse(clock?.now ?? dueAt);
  if (left <= 0) return explains === true ? texts.dueNow : formatTime(dueAt);
  return (
    <>
      <span className="nowrap">{formatTime(dueAt)}</span>{' '}
      <span className="quiet nowrap">({texts.dueIn(formatDuration(left, language))})</span>
      {explains === true && clock?.mode === 'frozen' && <> {texts.frozenHint}</>}
    </>
  );
}
