import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { SettingError } from '../config/setting-error.js';

/** Injection token of the `Logger`. */
export const LOG = Symbol('log');

/** Creates the logger: structured lines on stdout. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** Nest's logger. Its start-up lines become debug lines; errors that Nest also throws too, because the caller reports them. */
export function nestLogger(log: Logger): LoggerService {
  return {
    log: (message: unknown) => log.debug(String(message)),
    error: (message: unknown, ...more: unknown[]) =>
      log[isAlsoThrown(message, more) ? 'debug' : 'error']({ more }, String(message)),
    warn: (message: unknown) => log.warn(String(message)),
  };
}

/** The start reports a wrong setting itself, in one line. */
function isAlsoThrown(message: unknown, more: unknown[]): boolean {
  return more.at(-1) === 'NestApplication' || message instanceof SettingError;
}
