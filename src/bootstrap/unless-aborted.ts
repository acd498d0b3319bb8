/**
 * What `work` comes to, but no longer than until `signal`: then it is left to itself, and the wait ends with the signal's
 * reason.
 */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const refuse = () => reject(signal.reason as Error);
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true, signal: ended.signal });
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    ended.abort();
  }
}
