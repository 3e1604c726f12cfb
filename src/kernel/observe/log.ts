import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** Injection token of the `Logger`. */
export const LOG = Symbol('log');

/** Structured log lines on stdout. */
export function makeLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** Nest's own words about its start go to the log as debug lines; its errors as errors, but for those that it throws too. */
export function nestLogger(log: Logger): LoggerService {
  return {
    log: (message: unknown) => log.debug(String(message)),
    error: (message: unknown, ...more: unknown[]) =>
      log[more.at(-1) === 'NestApplication' ? 'debug' : 'error']({ more }, String(message)),
    warn: (message: unknown) => log.warn(String(message)),
  };
}
