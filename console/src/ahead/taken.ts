declare global {
  /** What was asked for before the program was there, by path. */
  var atendeAhead: Map<string, Promise<Response>> | undefined;
}

/** The answer to a request that is on its way already, for whoever asks first; `undefined` when there is none. */
export async function takenAhead(path: unknown, method: string | undefined): Promise<Response | undefined> {
  const known = globalThis.atendeAhead;
  if (known === undefined || typeof path !== 'string' || method !== 'GET') return undefined;
  const answer = known.get(path);
  known.delete(path);
  return answer?.catch(() => undefined);
}
