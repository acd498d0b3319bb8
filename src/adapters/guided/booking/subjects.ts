import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import type { VisitRequest } from '../visit-request.ts';
import type { Subject } from '../../../domain/scheduling/visits/subject.ts';
import type { AgendaSituation } from './agenda-answer.ts';
import { given } from '../../../domain/given.ts';

/** What an appointment was about; `undefined` when the clinic does not offer it any more. */
export const subjectOf = (
  { serviceId, professionalId, replaces }: Appointment,
  context: ClinicContext,
): Subject | undefined => subjectNamed({ serviceId, professionalId, moving: replaces }, context);

/** Another time for it. */
export const subjectToMove = (
  { id, serviceId, professionalId }: Appointment,
  context: ClinicContext,
): Subject | undefined => subjectNamed({ serviceId, professionalId, moving: id }, context);

export const subjectOfRequest = (
  { serviceId, professionalId, isAnyone, moving }: VisitRequest,
  context: ClinicContext,
): Subject | undefined =>
  subjectNamed({ serviceId, moving, professionalId: isAnyone ? undefined : professionalId }, context);

type Names = {
  readonly serviceId: string | undefined;
  readonly professionalId: string | undefined;
  readonly moving: VisitRequest['moving'];
};

function subjectNamed(
  { serviceId, professionalId, moving }: Names,
  { services, professionals }: ClinicContext,
): Subject | undefined {
  const service = services.find(({ id }) => id === serviceId);
  const professional = professionals.find(({ id }) => id === professionalId);
  return (
    service && {
      service,
      ...given({ professional, moving }),
    }
  );
}

/** What is remembered of this very subject: a list of last week may be about another one. */
export const requestFor = (
  { service, moving }: Subject,
  { dialogue }: AgendaSituation,
): Partial<VisitRequest> =>
  dialogue.request?.serviceId === service.id && dialogue.request.moving === moving ? dialogue.request : {};

/** Without the professional, where the patient said that anyone will do. */
export function broadened(subject: Subject, { isAnyone }: Partial<VisitRequest>): Subject {
  const { service, moving } = subject;
  return isAnyone ? { service, ...given({ moving }) } : subject;
}
