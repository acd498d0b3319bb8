import { AtendeError, atendeClient } from '../../client/atende-client.ts';
import { takenAhead } from './ahead/taken.ts';

/** Longer than what asks Google, Meta or a model takes; a line may swallow a request without a word. */
const patienceMs = 45_000;

/** Gives up what nobody answers. A file on its way up, and what comes as a stream, take as long as they take. */
const patiently: typeof fetch = async (input, init) => {
  if (init?.body instanceof Blob) return fetch(input, init);
  const ahead = await takenAhead(input, init?.method);
  if (ahead !== undefined) return ahead;
  const patience = new AbortController();
  const timer = setTimeout(
    () => patience.abort(new DOMException('Nobody answers', 'TimeoutError')),
    patienceMs,
  );
  const signals = [patience.signal, ...(init?.signal ? [init.signal] : [])];
  const response = await fetch(input, { ...init, signal: AbortSignal.any(signals) });
  if (response.headers.get('content-type')?.startsWith('application/json') !== true) clearTimeout(timer);
  return response;
};

/** The session's cookie goes along by itself; there is no token here that a script could read. */
export const client = atendeClient({ baseUrl: '', language: 'pt-BR', fetch: patiently });

export const codeOf = (error: unknown): string | undefined =>
  error instanceof AtendeError ? error.code : undefined;

/** Whoever is not, or no longer, signed in. */
export const isSignedOut = (error: unknown): boolean => error instanceof AtendeError && error.status === 401;

/** Of who one is: whoever is signed in and may see no clinic, not invited yet or removed from the last one. */
export const isNowhere = (error: unknown): boolean => error instanceof AtendeError && error.status === 403;

/** A repeat of what was only read may help; of what was refused it does not. */
export const mayHelpToRepeat = (error: unknown): boolean =>
  !(error instanceof AtendeError) || error.status >= 500 || error.status === 429;
