import { HttpRefusal } from '../server/error-response.ts';

/** Runs a part of the work that is not timed, because it has a time of its own. */
export type Untimed = <T>(part: () => Promise<T>) => Promise<T>;

/**
 * Answers when the work takes too long. The work goes on, because stopping it half-way would leave less known than
 * letting it end; `onLate` hears of it when it fails then. @throws HttpRefusal 503
 */
export async function withinTime<T>(
  ms: number,
  work: (untimed: Untimed) => Promise<T>,
  onLate: (error: unknown) => void,
): Promise<T> {
  const late = Promise.withResolvers<never>();
  let isLate = false;
  const start = () =>
    setTimeout(() => {
      isLate = true;
      late.reject(new HttpRefusal('http.timeout', `It took longer than ${ms} ms`));
    }, ms);
  let timer = start();
  const working = work(async (part) => {
    clearTimeout(timer);
    try {
      return await part();
    } finally {
      timer = start();
    }
  });
  working.catch((error: unknown) => isLate && onLate(error));
  try {
    return await Promise.race([working, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
