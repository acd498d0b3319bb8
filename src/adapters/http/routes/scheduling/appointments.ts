import type { Appointments } from '../../../../application/ports/scheduling/appointments.ts';
import type { Telemetry } from '../../../../application/ports/operations/telemetry.ts';
import type { BookAppointment } from '../../../../application/scheduling/book-appointment.ts';
import type { ForeseeNotice } from '../../../../application/messaging/window/foresee-notice.ts';
import type { CancelAppointment } from '../../../../application/scheduling/cancel-appointment.ts';
import type { KeepAppointment } from '../../../../application/scheduling/keep-appointment.ts';
import type { ListAppointments } from '../../../../application/scheduling/list-appointments.ts';
import type { RescheduleAppointment } from '../../../../application/scheduling/reschedule-appointment.ts';
import type { NoticeForecast } from '../../../../domain/patient-messages/notice.ts';
import { DomainError } from '../../../../domain/error.ts';
import { AppointmentNotFound, type Appointment } from '../../../../domain/scheduling/appointment.ts';
import { pageOf } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody } from '../../api/schemas.ts';
import {
  appointment,
  cancellation,
  move,
  ofClinic,
  oneAppointment,
  shown,
  toldAppointment,
  toldByClinic,
  window,
  input,
} from './appointment-schemas.ts';
import { agendaErrors } from './availability.ts';
import { given } from '../../../../domain/given.ts';

export type AppointmentNeeds = {
  appointments: Pick<Appointments, 'get'>;
  listAppointments: ListAppointments;
  bookAppointment: BookAppointment;
  rescheduleAppointment: RescheduleAppointment;
  cancelAppointment: CancelAppointment;
  foreseeNotice: ForeseeNotice;
  keepAppointment: KeepAppointment;
  telemetry: Telemetry;
};

const tag = 'appointments';
const defaultLimit = 50;
const takingErrors = [
  ...agendaErrors,
  'scheduling.slot-taken',
  'scheduling.slot-not-offered',
  'scheduling.calendars-unavailable',
  'scheduling.idempotency-key-reused',
  'scheduling.overloaded',
];
/** How the patient of what was taken will hear of it, unless the clinic tells them. */
const noticeOf = (
  { foreseeNotice }: AppointmentNeeds,
  { clinicId, conversationId, isToldByClinic }: Appointment,
  purpose: 'confirmation' | 'moved',
): Promise<NoticeForecast> =>
  isToldByClinic === true
    ? Promise.resolve({ how: 'none', because: 'not-wanted' })
    : foreseeNotice({ clinicId, conversationId, purpose });
const placeOf = ({ id, clinicId }: Appointment) => `/api/appointments/${id}?clinicId=${clinicId}`;

/** The clinic's appointments. What is booked here is confirmed by the worker, when it stands in the calendar. */
export const appointmentEndpoints = (needs: AppointmentNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'bookAppointment',
    method: 'POST',
    path: '/api/appointments',
    summary: {
      en: 'Book a time; it is confirmed when it stands in the calendar, and the answer says how the patient is told then',
      pt: 'Marcar um horário; é confirmado quando está na agenda, e a resposta diz como o paciente é avisado então',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'body' },
    request: { body: input },
    responses: { 201: toldAppointment },
    errors: [...takingErrors, 'scheduling.patient-not-found'],
    idempotent: { byUseCase: 'required' },
    audit: { action: 'appointment.book', subject: () => 'appointment' },
    handler: async ({ body, idempotencyKey, note }) => {
      const { professionalId, contactId, conversationId, beyondLimits, tellsPatient, ...rest } = body;
      const booked = await counted(needs, 'book', body.clinicId, () =>
        needs.bookAppointment({
          ...rest,
          intent: 'book',
          ...given({ key: idempotencyKey, professionalId, contactId, conversationId, beyondLimits }),
          ...toldByClinic(tellsPatient),
        }),
      );
      note({ appointmentId: booked.id, ...given({ beyondLimits }) });
      const patientNotice = await noticeOf(needs, booked, 'confirmation');
      return reply(201, { ...shown(booked), patientNotice }, { location: placeOf(booked) });
    },
  }),

  endpoint({
    id: 'listAppointments',
    method: 'GET',
    path: '/api/appointments',
    summary: {
      en: 'What the clinic’s book holds in a window, by start',
      pt: 'O que há na agenda da clínica num período, por início',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'query' },
    request: { query: window },
    responses: { 200: pageOf(appointment) },
    errors: ['scheduling.invalid-cursor'],
    handler: async ({ query: { cursor, limit = defaultLimit, contactId, ...rest } }) => {
      const page = await needs.listAppointments({ ...rest, limit, ...given({ cursor, contactId }) });
      return reply(200, { items: page.appointments.map(shown), nextCursor: page.next ?? null });
    },
  }),

  endpoint({
    id: 'getAppointment',
    method: 'GET',
    path: '/api/appointments/:id',
    summary: { en: 'One appointment', pt: 'Um agendamento' },
    tag,
    access: { roles: everybody, clinicFrom: 'query' },
    request: { params: oneAppointment, query: ofClinic },
    responses: { 200: appointment },
    errors: ['scheduling.appointment-not-found'],
    handler: async ({ clinicId, params: { id } }) => {
      const found = await needs.appointments.get(clinicId, id);
      if (found === undefined) throw new AppointmentNotFound(id);
      return reply(200, shown(found), { version: found.version });
    },
  }),

  endpoint({
    id: 'rescheduleAppointment',
    method: 'POST',
    path: '/api/appointments/:id/reschedule',
    summary: {
      en: 'Move to another time; the old one stays until the new one is confirmed',
      pt: 'Remarcar; o horário antigo fica até o novo estar confirmado',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'body' },
    request: { params: oneAppointment, body: move },
    responses: { 201: toldAppointment },
    errors: [...takingErrors, 'scheduling.appointment-not-found', 'scheduling.appointment-closed'],
    idempotent: { byUseCase: 'required' },
    audit: { action: 'appointment.reschedule', subject: ({ params: { id } }) => `appointment:${id}` },
    handler: async ({ clinicId, params: { id }, body, idempotencyKey, note }) => {
      const { start, professionalId, beyondLimits, tellsPatient } = body;
      const moved = await counted(needs, 'reschedule', clinicId, () =>
        needs.rescheduleAppointment({
          clinicId,
          appointmentId: id,
          start,
          intent: 'book',
          ...given({ professionalId, beyondLimits, key: idempotencyKey }),
          ...toldByClinic(tellsPatient),
        }),
      );
      note({ appointmentId: moved.id, ...given({ beyondLimits }) });
      const patientNotice = await noticeOf(needs, moved, 'moved');
      return reply(201, { ...shown(moved), patientNotice }, { location: placeOf(moved) });
    },
  }),

  endpoint({
    id: 'cancelAppointment',
    method: 'POST',
    path: '/api/appointments/:id/cancel',
    summary: {
      en: 'Cancel; the patient is told unless the clinic does it, and the answer says how',
      pt: 'Cancelar; o paciente é avisado, a menos que a clínica avise, e a resposta diz como',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'body' },
    request: { params: oneAppointment, body: cancellation },
    responses: { 200: toldAppointment },
    errors: ['scheduling.appointment-not-found', 'scheduling.appointment-closed'],
    idempotent: true,
    audit: { action: 'appointment.cancel', subject: ({ params: { id } }) => `appointment:${id}` },
    handler: async ({ clinicId, params: { id }, body: { reason, tellsPatient } }) => {
      const { appointment: cancelled, patientNotice } = await counted(needs, 'cancel', clinicId, () =>
        needs.cancelAppointment({
          clinicId,
          appointmentId: id,
          by: 'clinic',
          ...given({ reason }),
          ...toldByClinic(tellsPatient),
        }),
      );
      return reply(200, { ...shown(cancelled), patientNotice });
    },
  }),

  endpoint({
    id: 'keepAppointment',
    method: 'POST',
    path: '/api/appointments/:id/keep',
    summary: {
      en: 'Keep a visit whose event was deleted in Google; the event is written again',
      pt: 'Manter um horário cujo evento foi apagado no Google; o evento é escrito de novo',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'body' },
    request: { params: oneAppointment, body: ofClinic },
    responses: { 200: appointment },
    errors: ['scheduling.appointment-not-found', 'scheduling.appointment-closed'],
    idempotent: true,
    audit: { action: 'appointment.keep', subject: ({ params: { id } }) => `appointment:${id}` },
    handler: async ({ clinicId, params: { id } }) =>
      reply(200, shown(await needs.keepAppointment({ clinicId, appointmentId: id }))),
  }),
];

async function counted<Done>(
  { telemetry }: AppointmentNeeds,
  what: string,
  clinicId: string,
  work: () => Promise<Done>,
): Promise<Done> {
  try {
    const done = await work();
    telemetry.bookingAnswered(clinicId, what, 'accepted');
    return done;
  } catch (error) {
    telemetry.bookingAnswered(clinicId, what, error instanceof DomainError ? error.code : 'error');
    throw error;
  }
}
