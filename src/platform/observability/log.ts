import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { SettingError } from '../config/setting-error.js';

/** Injection token of the `Logger`. */
export const LOG = Symbol('log');

/** Structured log lines on stdout. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** Nest's own words about its start go to the log as debug lines; its errors as errors, but for those that it throws too. */
export function nestLogger(log: Logger): LoggerService {
  return {
    log: (message: unknown) => log.debug(String(message)),
    error: (message: unknown, ...more: unknown[]) =>
      log[isThrownToo(message, more) ? 'debug' : 'error']({ more }, String(message)),
    warn: (message: unknown) => log.warn(String(message)),
  };
}

/** A wrong setting is told in one line by whoever started the server. */
function isThrownToo(message: unknown, more: unknown[]): boolean {
  return more.at(-1) === 'NestApplication' || message instanceof SettingError;
}
