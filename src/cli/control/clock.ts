import { fieldLines } from '../output/table.js';
import { print } from '../output/print.js';
import { ControlClient, type ControlOptions } from './control-client.js';
import type { Advanced, Clock } from './control-types.js';

/** `ketenlab clock show`. */
export async function showClock(options: ControlOptions): Promise<void> {
  printClock(options, await readClock(options));
}

/** `ketenlab clock freeze`: stops the clock, now or at a time. */
export async function freezeClock(now: string | undefined, options: ControlOptions): Promise<void> {
  await writeClock(options, { mode: 'frozen', now });
}

/** `ketenlab clock set`: changes the time. A clock that runs, runs on from there. */
export async function setClock(now: string, options: ControlOptions): Promise<void> {
  const { mode } = await readClock(options);
  await writeClock(options, { mode, now });
}

/** `ketenlab clock run`: lets the clock run with the real time. */
export async function runClock(options: ControlOptions): Promise<void> {
  await writeClock(options, { mode: 'real' });
}

/** `ketenlab clock advance`: moves the clock forward, and sends what becomes due. */
export async function advanceClock(duration: string, options: ControlOptions): Promise<void> {
  const advanced = await new ControlClient(options).inWorkspace<Advanced>('POST', 'clock/advance', {
    duration,
  });
  print(options.json, advanced, () => fieldLines({ ...advanced }));
}

function readClock(options: ControlOptions): Promise<Clock> {
  return new ControlClient(options).inWorkspace<Clock>('GET', 'clock');
}

async function writeClock(options: ControlOptions, clock: object): Promise<void> {
  printClock(options, await new ControlClient(options).inWorkspace<Clock>('PUT', 'clock', clock));
}

function printClock({ json }: ControlOptions, clock: Clock): void {
  print(json, clock, () => fieldLines({ ...clock }));
}
