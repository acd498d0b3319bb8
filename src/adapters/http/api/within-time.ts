import { HttpRefusal } from '../error-response.ts';

/**
 * Answers when the work takes too long. The work goes on, because stopping it half-way would leave less known than
 * letting it end; `onLate` hears of it when it fails then. @throws HttpRefusal 503
 */
export async function withinTime<T>(
  ms: number,
  work: Promise<T>,
  onLate: (error: unknown) => void,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      work.catch(onLate);
      reject(new HttpRefusal('http.timeout', `It took longer than ${ms} ms`));
    }, ms);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
