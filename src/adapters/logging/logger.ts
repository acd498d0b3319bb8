import pino, { type DestinationStream } from 'pino';
import type { Log } from '../../application/ports/operations/log.ts';
import { logFields } from './log-fields.ts';
import { masked } from './masked.ts';

export type OpenLog = Log & { flush(): void };

/** One JSON line per event, with the fields that may be logged (log-fields.ts) and no others. */
export function openLog(level: string, pretty: boolean, destination?: DestinationStream): OpenLog {
  const settings = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    // what is logged has been made by logFields: nothing is left to serialize
    serializers: {},
    ...(pretty && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid', translateTime: 'SYS:HH:MM:ss' } },
    }),
  };
  const logger = destination === undefined ? pino(settings) : pino(settings, destination);
  const at = (name: 'debug' | 'info' | 'warn' | 'error') => (fields: object, message: string) => {
    if (logger.isLevelEnabled(name)) logger[name](logFields(fields), masked(message));
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    flush: () => logger.flush(),
  };
}
