import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import type { Config } from '../config/config.js';
import { SettingError } from '../config/setting-error.js';
import { prettyLine } from './pretty-line.js';

/** Injection token of the `Logger`. */
export const LOG = Symbol('log');

type LogSettings = Pick<Config, 'logLevel' | 'logFormat'>;

/** Creates the logger: lines on stdout, as JSON or for a reader. */
export function createLog({ logLevel: level, logFormat }: LogSettings): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (logFormat === 'json') return pino(options);
  const { stdout } = process;
  const inColour = stdout.isTTY && stdout.hasColors();
  return pino(options, { write: (line) => stdout.write(prettyLine(line, inColour)) });
}

/**
 * Nest's logger. Its start-up lines become debug lines; errors that Nest also throws too, because
 * the caller reports them.
 */
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
