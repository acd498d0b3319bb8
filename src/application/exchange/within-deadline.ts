/** Why an exchange was ended. */
class DeadlinePassed extends Error {
  override readonly name = 'TimeoutError';
  constructor(ms: number) {
    super(`No end within ${ms} ms`);
  }
}

/**
 * What an exchange with somebody else comes to, but no longer than `ms`: then its signal is aborted and the wait ends,
 * whether the exchange follows the signal or not. @throws DeadlinePassed
 */
export async function withinDeadline<T>(
  ms: number,
  exchange: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const end = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const reason = new DeadlinePassed(ms);
      reject(reason);
      end.abort(reason);
    }, ms);
  });
  try {
    return await Promise.race([late, exchange(end.signal)]);
  } finally {
    clearTimeout(timer);
  }
}
