import { AtendeError } from '../../../../client/atende-client.ts';

type Act = (clinicId: string) => Promise<unknown>;

/**
 * One clinic after the other, for each is kept beside the others; one that fails silences none of them. A clinic that is
 * closed to the person, or is not there any more, is forgotten.
 */
export async function renewEach(clinics: readonly string[], renew: Act, forget: Act): Promise<void> {
  for (const clinicId of clinics)
    await renew(clinicId)
      .catch((error: unknown) => (isClosed(error) ? forget(clinicId) : undefined))
      .catch(() => undefined);
}

const isClosed = (error: unknown): boolean =>
  error instanceof AtendeError && (error.status === 403 || error.status === 404);
