import type { ErrorEntry } from '../../domain/error-catalogue/entry.ts';
import { sqlState } from './transaction.ts';

const checkDatabase = 'Verifique o Postgres: se responde, se há conexões livres e espaço em disco.';
const ourBug = 'É um defeito: procure o requestId no log e abra um chamado com ele.';

type Recognised = { readonly states: RegExp };

/** What Postgres may answer, by SQLSTATE class or code (postgresql.org/docs/18/errcodes-appendix). First match counts. */
const faults: readonly (ErrorEntry & Recognised)[] = [
  {
    code: 'database.unavailable',
    // 55000: the database takes no connections
    states: /^(08|57P|55000)/,
    class: 'unavailable',
    message: 'The database cannot be reached',
    hint: 'Try again in some seconds.',
    action: checkDatabase,
    retryable: true,
  },
  {
    code: 'database.overloaded',
    states: /^(53|55P03)/,
    class: 'unavailable',
    message: 'The database has no connection, lock or memory to spare',
    hint: 'Try again in some seconds.',
    action: `${checkDatabase} Compare DATABASE_POOL_SIZE com max_connections.`,
    retryable: true,
  },
  {
    code: 'database.timeout',
    // 25P03: a transaction that idled too long was ended
    states: /^(57014|25P03)/,
    class: 'unavailable',
    message: 'The database did not finish in time',
    hint: 'Try again in some seconds.',
    action: 'Procure o requestId no log: a consulta que demorou está lá. Veja bloqueios e estatísticas.',
    retryable: true,
  },
  {
    code: 'database.contention',
    states: /^(40)/,
    class: 'unavailable',
    message: 'Another change got in the way',
    hint: 'Try again.',
    action: 'Nada a fazer; se for frequente, abra um chamado com o requestId.',
    retryable: true,
  },
  {
    code: 'database.read-only',
    states: /^25006/,
    class: 'unavailable',
    message: 'The database takes no changes at the moment',
    hint: 'Try again in a minute.',
    action: 'DATABASE_URL aponta para uma réplica, ou há uma troca de servidor em andamento.',
    retryable: true,
  },
  {
    code: 'database.refuses-us',
    states: /^(28|3D|42501)/,
    class: 'unavailable',
    message: 'The database refuses our login or what we may do there',
    action: 'Confira DATABASE_URL e as permissões do usuário da aplicação.',
    retryable: false,
  },
  {
    code: 'database.wrong-schema',
    states: /^(42|3F|0A)/,
    class: 'internal',
    message: 'Something went wrong on our side',
    hint: 'Tell us the requestId.',
    action: 'O esquema não é o desta versão: veja se as migrações rodaram. Senão, é um defeito.',
    retryable: false,
  },
  {
    code: 'database.damaged',
    states: /^(58|XX)/,
    class: 'internal',
    message: 'Something went wrong on our side',
    hint: 'Tell us the requestId.',
    action: 'Erro interno do Postgres ou do disco: veja o log do servidor antes de reiniciar.',
    retryable: false,
  },
  {
    code: 'database.data-refused',
    states: /^(22|23|54|44)/,
    class: 'internal',
    message: 'Something went wrong on our side',
    hint: 'Tell us the requestId.',
    action: ourBug,
    retryable: false,
  },
];

export const postgresErrors: readonly ErrorEntry[] = faults;

/** What pg and the socket throw without a SQLSTATE. */
const withoutState: readonly (readonly [string, RegExp])[] = [
  ['database.unavailable', /^Connection terminated|ended unexpectedly|Cannot use a pool after/i],
  ['database.overloaded', /timeout exceeded when trying to connect/i],
  ['database.timeout', /^Query read timeout/i],
];
const socketCodes = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE'];

/** The entry of an error that came from the database or the way to it; `undefined` for any other error. */
export function postgresFault(error: unknown): ErrorEntry | undefined {
  if (!(error instanceof Error)) return undefined;
  const state = sqlState(error) ?? '';
  if (/^[0-9A-Z]{5}$/.test(state) && !socketCodes.includes(state))
    return faults.find(({ states }) => states.test(state));
  const [code] = withoutState.find(([, message]) => message.test(error.message)) ?? [];
  const isCut = 'syscall' in error && socketCodes.includes(state);
  return faults.find((fault) => fault.code === (code ?? (isCut ? 'database.unavailable' : undefined)));
}
