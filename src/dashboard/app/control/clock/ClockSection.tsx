import { useCallback } from 'react';
import { getClock } from '../../api/client.js';
import type { Clock } from '../../api/types.js';
import { ActionButton } from '../../components/ActionButton.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { useLoaded } from '../../components/loaded.js';
import { Clocks } from '../../frame/Clocks.js';
import type { ViewProps } from '../../frame/view.js';
import { useLanguage, useTextsOf } from '../../texts/language.js';
import { ActionForm } from '../parts/ActionForm.js';
import { instantOf, localValueOf } from '../parts/form-values.js';
import { OutcomeNote } from '../parts/OutcomeNote.js';
import { useOutcome } from '../parts/outcome.js';
import { Section } from '../parts/Section.js';
import { formatDuration, timeText } from '../../components/time.js';
import { AdvanceForm } from './AdvanceForm.js';
import { setClock } from './clock-api.js';
import { clockTexts } from './texts.js';

/** Smaller differences are the duration of the reading. */
const SAME_TIME_MS = 3_000;

/** The clock of the workspace. */
export function ClockSection({ route }: ViewProps) {
  const ws = route.workspace;
  const texts = useTextsOf(clockTexts);
  const language = useLanguage();
  const read = useCallback(async () => readingOf(await getClock(ws)), [ws]);
  const { value: reading, error, reload } = useLoaded(read);
  const outcome = useOutcome();
  const change = async (clock: Clock): Promise<string> => {
    const { now = '' } = await setClock(ws, clock);
    await reload();
    return clock.mode === 'frozen'
      ? texts.isFrozenAt(timeText(now))
      : texts.runsFrom(timeText(now));
  };
  const button = (label: string, clockOf: () => Clock, title: string) => (
    <ActionButton
      label={label}
      title={title}
      onAction={async () => outcome.done(await change(clockOf()))}
      onError={outcome.fail}
    />
  );
  return (
    <Section title={texts.title} intro={texts.intro}>
      <div className="now">
        <Clocks workspace={ws} />
      </div>
      <ErrorNote error={error} />
      {reading && (
        <>
          <p>
            {texts.state(
              reading.mode,
              reading.ahead && formatDuration(Math.abs(reading.ahead), language),
              reading.ahead > 0,
            )}
          </p>
          <p className="buttons">
            {reading.mode === 'frozen'
              ? button(texts.run, () => ({ mode: 'real', now: reading.now }), texts.runHint)
              : button(texts.freeze, () => ({ mode: 'frozen' }), texts.freezeHint)}
            {(reading.mode === 'frozen' || reading.ahead !== 0) &&
              button(texts.backToReal, () => ({ mode: 'real' }), texts.backHint)}
          </p>
          <OutcomeNote {...outcome} />
        </>
      )}
      <h3>{texts.advanceTitle}</h3>
      <AdvanceForm workspace={ws} onAdvanced={reload} />
      <h3>{texts.setTitle}</h3>
      {reading && (
        <ActionForm
          submit={texts.set}
          onSubmit={(fields) =>
            change({
              mode: fields.get('mode') === 'real' ? 'real' : 'frozen',
              now: instantOf(fields, 'now'),
            })
          }
        >
          <label>
            {texts.time}
            <input
              key={reading.now}
              type="datetime-local"
              name="now"
              step="1"
              required
              min="1970-01-01T00:00:00"
              max="9979-12-31T23:59:59"
              defaultValue={localValueOf(reading.now)}
            />
          </label>
          <label>
            {texts.thenClock}
            <select name="mode" defaultValue="frozen">
              <option value="frozen">{texts.standsStill}</option>
              <option value="real">{texts.runs}</option>
            </select>
          </label>
        </ActionForm>
      )}
    </Section>
  );
}

interface Reading extends Required<Clock> {
  /** Milliseconds ahead of the real time; 0: none. */
  ahead: number;
}

function readingOf({ mode, now = '' }: Clock): Reading {
  const ahead = Date.parse(now) - Date.now();
  return { mode, now, ahead: Math.abs(ahead) < SAME_TIME_MS ? 0 : ahead };
}
