import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { Identity } from '../../../domain/messaging/people/contact-identity.ts';

/**
 * One-way names of what was erased: keyed, so that nobody without the key can try values, and different in every
 * clinic. Shaped like a uuid (128 bits).
 */
export interface ErasureKeys {
  /** Of a message by its dedupe key. */
  ofMessage(clinicId: ClinicId, dedupeKey: string): string;
  /** The same name, from what a store keeps of the dedupe key: its md5, shaped like a uuid. */
  ofStoredKey(clinicId: ClinicId, storedKey: string): string;
  ofIdentity(clinicId: ClinicId, identity: Identity): string;
}
