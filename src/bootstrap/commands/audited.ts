import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ContactId } from '../../domain/messaging/people/contact-identity.ts';
import type { Services } from '../composition/services.ts';

type Act = { readonly clinicId: ClinicId; readonly contact: ContactId; readonly action: string };

/** What an operator does to a patient's data stands in the clinic's audit log, however it ends. */
export async function audited<T>(
  { auditTrail, ids, clock }: Services,
  { clinicId, contact, action }: Act,
  work: () => Promise<T>,
): Promise<T> {
  const id = ids.next();
  const entry = {
    id,
    clinicId,
    at: clock.now(),
    actor: 'local:operator',
    action,
    subject: contact,
    details: {},
  };
  await auditTrail.begin(entry);
  try {
    const result = await work();
    await auditTrail.finish(id, { outcome: 'done' }, clock.now());
    return result;
  } catch (error) {
    await auditTrail.finish(id, { outcome: 'failed' }, clock.now());
    throw error;
  }
}
