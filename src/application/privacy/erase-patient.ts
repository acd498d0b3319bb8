import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ContactId } from '../../domain/messaging/people/contact-identity.ts';
import type { Erasure, ErasureId } from '../../domain/privacy/erasure.ts';
import { given } from '../../domain/given.ts';
import { PersonNotFound } from '../../domain/privacy/privacy-errors.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ErasureJournal } from '../ports/privacy/erasure-journal.ts';
import type { Erasures } from '../ports/privacy/erasures.ts';
import type { CompleteErasure } from './complete-erasure.ts';

type EraseRequest = {
  readonly id: ErasureId;
  readonly clinicId: ClinicId;
  readonly contactId: ContactId;
  /** Who wants it, as in the audit log. */
  readonly by?: string;
};

/**
 * Erases a person of a clinic: everything that was said, known and booked, in every contact that was merged into one.
 * The journal has it on its disk before anything is committed, so that no restored backup brings it back. The same id
 * again answers as the first time, and goes on where it was cut off. Future events leave the calendar by the worker.
 * @throws PersonNotFound
 */
export type ErasePatient = (request: EraseRequest) => Promise<Erasure>;

type Needs = {
  erasures: Erasures;
  erasureJournal: ErasureJournal;
  completeErasure: CompleteErasure;
  clock: Clock;
};

export const makeErasePatient =
  ({ erasures, erasureJournal, completeErasure, clock }: Needs): ErasePatient =>
  async ({ id, clinicId, contactId, by }) => {
    const known = await erasures.get(clinicId, id);
    if (known !== undefined) return known.state === 'done' ? known : completeErasure(known);
    const request = { id, clinicId, contactId, at: clock.now(), ...given({ by }) };
    const erased = await erasures.erase(request, (record) =>
      erasureJournal.append({ type: 'erasure', record }),
    );
    if (erased === undefined) throw new PersonNotFound();
    return completeErasure(erased.erasure, erased.identities);
  };
