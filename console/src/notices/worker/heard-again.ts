/** A page that is open and a push may tell of the same; in which order nobody knows. */
const sameMs = 60_000;

/** Whether a notice is heard though one of its tag still stands there: unless that one has just said the same. */
export async function isHeardAgain(
  registration: Pick<ServiceWorkerRegistration, 'getNotifications'>,
  tag: string,
  title: string,
): Promise<boolean> {
  const [standing] = await registration.getNotifications({ tag });
  const at = (standing?.data as { at?: unknown } | null | undefined)?.at;
  return standing?.title !== title || typeof at !== 'number' || Date.now() - at >= sameMs;
}
