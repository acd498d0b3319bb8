import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import type { VisitRequest } from '../visit-request.ts';
import type { Subject } from '../../../domain/scheduling/visits/subject.ts';
import type { AgendaSituation } from './agenda-answer.ts';
import { given } from '../../../domain/given.ts';

/** What an appointment was about; `undefined` when the clinic does not offer it any more. */
export const subjectOf = (
  { serviceId, practitionerId, replaces }: Appointment,
  context: ClinicContext,
): Subject | undefined => subjectNamed({ serviceId, practitionerId, moving: replaces }, context);

/** Another time for it. */
export const subjectToMove = (
  { id, serviceId, practitionerId }: Appointment,
  context: ClinicContext,
): Subject | undefined => subjectNamed({ serviceId, practitionerId, moving: id }, context);

export const subjectOfRequest = (
  { serviceId, practitionerId, isAnyone, moving }: VisitRequest,
  context: ClinicContext,
): Subject | undefined =>
  subjectNamed({ serviceId, moving, practitionerId: isAnyone ? undefined : practitionerId }, context);

type Names = {
  readonly serviceId: string | undefined;
  readonly practitionerId: string | undefined;
  readonly moving: VisitRequest['moving'];
};

function subjectNamed(
  { serviceId, practitionerId, moving }: Names,
  { services, practitioners }: ClinicContext,
): Subject | undefined {
  const service = services.find(({ id }) => id === serviceId);
  const practitioner = practitioners.find(({ id }) => id === practitionerId);
  return (
    service && {
      service,
      ...given({ practitioner, moving }),
    }
  );
}

/** What is remembered of this very subject: a list of last week may be about another one. */
export const requestFor = (
  { service, moving }: Subject,
  { dialogue }: AgendaSituation,
): Partial<VisitRequest> =>
  dialogue.request?.serviceId === service.id && dialogue.request.moving === moving ? dialogue.request : {};

/** Without the practitioner, where the patient said that anyone will do. */
export function broadened(subject: Subject, { isAnyone }: Partial<VisitRequest>): Subject {
  const { service, moving } = subject;
  return isAnyone ? { service, ...given({ moving }) } : subject;
}
