import pino, { type Logger } from 'pino';

/** Digits that may be a telephone number, and anything that looks like a bearer token or key. */
const phoneLike = /(?<![\w-])\+?\d{8,15}(?![\w-])/g;
const secretLike = /\b(?:Bearer\s+\S+|EAA\w{10,}|ya29\.\S+|1\/\/\S+|[A-Za-z0-9_-]{40,})/g;

const masked = (text: string): string => text.replace(phoneLike, '[digits]').replace(secretLike, '[secret]');

type SeenError = { type: string; message: string; code?: unknown; stack?: string; cause?: SeenError };

/** Errors as type, message, code and stack: never the driver's own fields, which quote rows and parameters. */
function seenError(error: unknown, depth = 0): SeenError {
  if (!(error instanceof Error)) return { type: typeof error, message: masked(String(error)) };
  return {
    type: error.name,
    message: masked(error.message),
    ...('code' in error && { code: error.code }),
    ...(error.stack !== undefined && { stack: masked(error.stack) }),
    ...(error.cause !== undefined && depth < 3 && { cause: seenError(error.cause, depth + 1) }),
  };
}

const secrets = [
  'authorization',
  'token',
  'accessToken',
  'secret',
  'password',
  'body',
  'content',
  'text',
  'phone',
];

/** One JSON line per event. Secrets and message bodies are masked by name at any of the first two levels. */
export const openLog = (level: string, pretty: boolean): Logger =>
  pino({
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => seenError(error) },
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: '[masked]' },
    ...(pretty && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid', translateTime: 'SYS:HH:MM:ss' } },
    }),
  });
