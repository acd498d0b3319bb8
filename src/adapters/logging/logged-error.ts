import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import { DomainError } from '../../domain/error.ts';
import { masked } from './masked.ts';
import { given } from '../../domain/given.ts';

export type SeenError = {
  readonly type: string;
  readonly code?: string;
  /** Absent when the wording may quote what a person wrote; type, code and stack say where to look. */
  readonly message?: string;
  /** Of Postgres: names from our own schema. */
  readonly database?: Readonly<Record<string, string>>;
  readonly stack?: readonly string[];
  readonly cause?: SeenError;
};

type SystemError = NodeJS.ErrnoException & { readonly address?: string; readonly port?: number };

const deepest = 4;
const longestStack = 12;

/**
 * An error as the log may see it. Messages of libraries, engines and databases quote what they were given
 * (`Unexpected token 'M', "Maria diz…" is not valid JSON`), so a message is written only when its wording is ours or is
 * known word for word; their other fields (rows, parameters, requests) never are.
 */
export function seenError(error: unknown, depth = 0): SeenError {
  if (!(error instanceof Error)) return { type: `thrown ${typeof error}` };
  const { code } = error as { code?: unknown };
  const message = sayable(error, code);
  const frames = framesOf(error);
  const database = databaseNames(error);
  return {
    type: identifier(error.name) ?? 'Error',
    ...((typeof code === 'string' || typeof code === 'number') && { code: word(String(code)) }),
    ...given({ message, database }),
    ...(frames.length > 0 && { stack: frames }),
    ...(error.cause !== undefined && depth < deepest && { cause: seenError(error.cause, depth + 1) }),
  };
}

const word = (text: string): string => (/^[\w.:-]{1,60}$/.test(text) ? masked(text) : '[not logged]');
const identifier = (text: unknown): string | undefined =>
  typeof text === 'string' && /^[A-Za-z_]\w{0,62}$/.test(text) ? text : undefined;

/** Of pg, undici and Node, as they stand in their sources. */
const knownMessages: ReadonlySet<string> = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Query read timeout',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'fetch failed',
  'socket hang up',
  'This operation was aborted',
  'The operation was aborted due to timeout',
]);

function sayable(error: Error, code: unknown): string | undefined {
  const { message } = error;
  if (error instanceof DomainError || knownMessages.has(message)) return masked(message);
  if (isOfPostgres(error)) return quotesData(code) ? undefined : masked(message);
  // e.g. connect ECONNREFUSED 127.0.0.1:5432
  if ('syscall' in error) return systemCall(error as SystemError);
  // thrown by a line of ours; where the engine worded it, it may have put a name or a value in quotes
  if (isOurs(error)) return masked(message.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '…'));
  return undefined;
}

const systemCall = ({ syscall, code, address, port }: SystemError): string =>
  [
    word(String(syscall)),
    word(String(code)),
    ...(isIP(address ?? '') === 0 ? [] : [address]),
    ...(typeof port === 'number' ? [port] : []),
  ].join(' ');

const isOfPostgres = (error: Error): boolean => 'severity' in error && 'routine' in error;
/** Of Postgres: data exceptions, constraints, raised by SQL; their texts quote values. */
const quotesData = (code: unknown): boolean => typeof code !== 'string' || /^(22|23|P0)/.test(code);

function databaseNames(error: Error): Record<string, string> | undefined {
  if (!isOfPostgres(error)) return undefined;
  const given = error as unknown as Record<string, unknown>;
  const names = ['severity', 'table', 'column', 'constraint', 'routine'].flatMap((field) => {
    const name = identifier(given[field]);
    return name === undefined ? [] : [[field, name] as const];
  });
  return Object.fromEntries(names);
}

const ourCode = fileURLToPath(new URL('../../', import.meta.url));
const frame =
  /^ {4}at (?:[\w.<>$#\[\] ]+ \()?((?:file:\/\/|node:|\/|[A-Z]:\\)[^()]*:\d+:\d+|<anonymous>|native)\)?$/;

/** Only lines that are frames: the head of a stack repeats the message. */
function framesOf({ name, message, stack = '' }: Error): readonly string[] {
  const head = [`${name}: ${message}`, message].find((start) => message !== '' && stack.includes(start));
  const below = head === undefined ? stack : stack.slice(stack.indexOf(head) + head.length);
  return below
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(0, longestStack)
    .map((line) => line.trim().slice(3));
}

function isOurs(error: Error): boolean {
  const [top = ''] = framesOf(error);
  return top.includes(ourCode) && !top.includes('node_modules');
}
