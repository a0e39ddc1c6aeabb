import { pino } from 'pino';
import type { Settings } from './config/config-schema.ts';

export interface Log {
  error(about: object, message: string): void;
  info(message: string, about?: object): void;
  warn(message: string, about?: object): void;
}

/** One line of JSON an entry, on standard error. */
export function createLog(level: Settings['log']['level']): Log {
  const log = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
  return {
    error: (about, message) => log.error(about, message),
    info: (message, about = {}) => log.info(about, message),
    warn: (message, about = {}) => log.warn(about, message),
  };
}
