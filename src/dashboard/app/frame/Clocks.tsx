import { useEffect, useState } from 'react';
import { getClock } from '../api/client.js';
import type { Clock } from '../api/types.js';
import { formatTime } from '../components/time.js';
import { useTexts } from '../texts/language.js';

/** Milliseconds between two readings of the workspace clock, which a test may move. */
const READ_MS = 3_000;

interface Reading {
  mode: Clock['mode'];
  now: number;
  /** Real time of the reading. */
  at: number;
}

/** Event target: an event `change` says that the page moved the clock of a workspace. */
export const clockChanges = new EventTarget();

/** The time of the workspace next to the real time. */
export function Clocks({ workspace }: { workspace: string }) {
  const texts = useTexts();
  const [real, setReal] = useState(() => Date.now());
  const reading = useWorkspaceClock(workspace);
  useEffect(() => {
    const timer = setInterval(() => setReal(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const isFrozen = reading?.mode === 'frozen';
  const now = reading && reading.now + (isFrozen ? 0 : Math.max(0, real - reading.at));
  return (
    <dl className="clocks">
      <div>
        <dt>{texts.workspaceTime}</dt>
        <dd>
          {now === undefined ? '–' : formatTime(now)} {isFrozen && <em>{texts.frozen}</em>}
        </dd>
      </div>
      <div>
        <dt>{texts.realTime}</dt>
        <dd>{formatTime(real)}</dd>
      </div>
    </dl>
  );
}

function useWorkspaceClock(workspace: string): Reading | undefined {
  const [reading, setReading] = useState<Reading>();
  useEffect(() => {
    let isCurrent = true;
    const read = async (): Promise<void> => {
      try {
        const { mode, now } = await getClock(workspace);
        if (isCurrent && now !== undefined)
          setReading({ mode, now: Date.parse(now), at: Date.now() });
      } catch {
        // The connection state shows that the server cannot be reached.
      }
    };
    void read();
    const readNow = (): void => void read();
    const timer = setInterval(readNow, READ_MS);
    clockChanges.addEventListener('change', readNow);
    return () => {
      isCurrent = false;
      clearInterval(timer);
      clockChanges.removeEventListener('change', readNow);
    };
  }, [workspace]);
  return reading;
}
