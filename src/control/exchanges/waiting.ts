import { Injectable } from '@nestjs/common';
import { StopSignal } from '../../platform/time/stop-signal.js';
import { startTimer } from '../../platform/time/time.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import { Journal } from '../../platform/journal/journal.js';

/** Long polling: waits for the next matching exchange. A stop of the server ends every wait at once. */
@Injectable()
export class ExchangeWaiter {
  constructor(
    private readonly journal: Journal,
    private readonly stop: StopSignal,
  ) {}

  /** Id of the next matching exchange; undefined after the timeout, or when `end` is called first. */
  next(
    workspace: string,
    matches: (exchange: Exchange) => boolean,
    timeoutMs: number,
  ): { id: Promise<string | undefined>; end: () => void } {
    let end = (): void => undefined;
    const id = new Promise<string | undefined>((resolve) => {
      const finish = (exchangeId?: string): void => {
        stopListening();
        stopTimer();
        this.stop.signal.removeEventListener('abort', end);
        resolve(exchangeId);
      };
      const stopListening = this.journal.listen(workspace, (exchange) => {
        if (matches(exchange)) finish(exchange.id);
      });
      const stopTimer = startTimer(timeoutMs, () => finish());
      end = () => finish();
      if (this.stop.isStopping) end();
      else this.stop.signal.addEventListener('abort', end);
    });
    return { id, end: () => end() };
  }
}
