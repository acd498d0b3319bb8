import pino, { type DestinationStream } from 'pino';
import type { Log } from '../../application/ports/operations/log.ts';
import { logFields } from './log-fields.ts';
import { logOutput } from './log-output.ts';
import { masked } from './masked.ts';

export type OpenLog = Log & {
  /** Lines that could not be written since the start, e.g. because the disk was full. */
  linesLost(): number;
  /** Waits until everything is written, for half a second at most. */
  drain(): Promise<void>;
};

const mostDrainMs = 500;

/** One JSON line per event, with the fields that may be logged (log-fields.ts) and no others; on standard output. */
export function openLog(level: string, pretty: boolean, destination?: DestinationStream): OpenLog {
  const settings = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    // what is logged has been made by logFields: pino's own reading of `err` would drop the code of its cause
    serializers: { err: (seen: unknown) => seen },
    ...(pretty && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid', translateTime: 'SYS:HH:MM:ss' } },
    }),
  };
  const output = logOutput({
    fd: standardOutput(),
    onLoss: (count) => at('warn')({ count }, 'log lines were lost'),
  });
  const logger = pretty ? pino(settings) : pino(settings, destination ?? output);
  if (!pretty && destination === undefined) process.once('exit', () => output.flush());
  const at = (name: 'debug' | 'info' | 'warn' | 'error') => (fields: object, message: string) => {
    if (logger.isLevelEnabled(name)) logger[name](logFields(fields), masked(message));
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    linesLost: () => output.lost(),
    drain: () => output.drain(mostDrainMs),
  };
}

/** Node makes a pipe non-blocking when its stream is first asked for: else a write to a full one would hold a thread. */
const standardOutput = (): number => process.stdout.fd;
