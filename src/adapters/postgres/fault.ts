import { errorEntry, type ErrorEntry } from '../../domain/error.ts';
import { sqlState } from './transaction.ts';

const checkDatabase = 'Verifique o Postgres: se responde, se há conexões livres e espaço em disco.';
const ourBug = 'É um defeito: procure o requestId no log e abra um chamado com ele.';

type Recognised = { readonly states: RegExp };

/** What Postgres may answer, by SQLSTATE class or code (postgresql.org/docs/18/errcodes-appendix). First match counts. */
const faults: readonly (ErrorEntry & Recognised)[] = [
  {
    // 55000: the database takes no connections
    states: /^(08|57P|55000)/,
    ...errorEntry('database.unavailable', 'unavailable', {
      message: { en: 'The database cannot be reached', pt: 'Não foi possível chegar ao banco de dados' },
      hint: { en: 'Try again in some seconds.', pt: 'Tente de novo em alguns segundos.' },
      action: checkDatabase,
      retryable: true,
    }),
  },
  {
    states: /^(53|55P03)/,
    ...errorEntry('database.overloaded', 'unavailable', {
      message: {
        en: 'The database has no connection, lock or memory to spare',
        pt: 'O banco de dados está sem conexão, bloqueio ou memória de sobra',
      },
      hint: { en: 'Try again in some seconds.', pt: 'Tente de novo em alguns segundos.' },
      action: `${checkDatabase} Compare DATABASE_POOL_SIZE com max_connections.`,
      retryable: true,
    }),
  },
  {
    // 25P03: a transaction that idled too long was ended
    states: /^(57014|25P03)/,
    ...errorEntry('database.timeout', 'unavailable', {
      message: { en: 'The database did not finish in time', pt: 'O banco de dados não terminou a tempo' },
      hint: { en: 'Try again in some seconds.', pt: 'Tente de novo em alguns segundos.' },
      action: 'Procure o requestId no log: a consulta que demorou está lá. Veja bloqueios e estatísticas.',
      retryable: true,
    }),
  },
  {
    states: /^(40)/,
    ...errorEntry('database.contention', 'unavailable', {
      message: { en: 'Another change got in the way', pt: 'Outra mudança atrapalhou esta' },
      hint: { en: 'Try again.', pt: 'Tente de novo.' },
      action: 'Nada a fazer; se for frequente, abra um chamado com o requestId.',
      retryable: true,
    }),
  },
  {
    states: /^25006/,
    ...errorEntry('database.read-only', 'unavailable', {
      message: {
        en: 'The database takes no changes at the moment',
        pt: 'O banco de dados não aceita mudanças no momento',
      },
      hint: { en: 'Try again in a minute.', pt: 'Tente de novo em um minuto.' },
      action: 'DATABASE_URL aponta para uma réplica, ou há uma troca de servidor em andamento.',
      retryable: true,
    }),
  },
  {
    states: /^(28|3D|42501)/,
    ...errorEntry('database.refuses-us', 'unavailable', {
      message: {
        en: 'The database refuses our login or what we may do there',
        pt: 'O banco de dados recusa nosso acesso ou o que fazemos nele',
      },
      action: 'Confira DATABASE_URL e as permissões do usuário da aplicação.',
    }),
  },
  {
    states: /^(42|3F|0A)/,
    ...errorEntry('database.wrong-schema', 'internal', {
      message: { en: 'Something went wrong on our side', pt: 'Algo deu errado do nosso lado' },
      hint: { en: 'Tell us the requestId.', pt: 'Informe o requestId ao suporte.' },
      action: 'O esquema não é o desta versão: veja se as migrações rodaram. Senão, é um defeito.',
    }),
  },
  {
    states: /^(58|XX)/,
    ...errorEntry('database.damaged', 'internal', {
      message: { en: 'Something went wrong on our side', pt: 'Algo deu errado do nosso lado' },
      hint: { en: 'Tell us the requestId.', pt: 'Informe o requestId ao suporte.' },
      action: 'Erro interno do Postgres ou do disco: veja o log do servidor antes de reiniciar.',
    }),
  },
  {
    states: /^(22|23|54|44)/,
    ...errorEntry('database.data-refused', 'internal', {
      message: { en: 'Something went wrong on our side', pt: 'Algo deu errado do nosso lado' },
      hint: { en: 'Tell us the requestId.', pt: 'Informe o requestId ao suporte.' },
      action: ourBug,
    }),
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
