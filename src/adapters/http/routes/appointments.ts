import type Router from '@koa/router';
import { z } from 'zod';
import type { Appointments } from '../../../application/ports/appointments.ts';
import type { CallerTokens } from '../../../application/ports/caller-tokens.ts';
import type { Telemetry } from '../../../application/ports/telemetry.ts';
import type { BookAppointment } from '../../../application/scheduling/book-appointment.ts';
import type { CancelAppointment } from '../../../application/scheduling/cancel-appointment.ts';
import type { ListAppointments } from '../../../application/scheduling/list-appointments.ts';
import type { RescheduleAppointment } from '../../../application/scheduling/reschedule-appointment.ts';
import { DomainError } from '../../../domain/error.ts';
import { contactId } from '../../../domain/messaging/contact-identity.ts';
import { conversationId } from '../../../domain/messaging/message.ts';
import {
  appointmentId,
  AppointmentNotFound,
  type Appointment,
} from '../../../domain/scheduling/appointment.ts';
import { requireCaller, requireClinic } from '../caller.ts';
import { HttpRefusal } from '../error-response.ts';
import { jsonBody } from '../json-body.ts';
import { parse, uuid } from '../parse.ts';
import type { RequestState } from '../request-context.ts';
import { dayOrInstant } from './availability.ts';

export type AppointmentNeeds = {
  callerTokens: CallerTokens;
  appointments: Pick<Appointments, 'get'>;
  listAppointments: ListAppointments;
  bookAppointment: BookAppointment;
  rescheduleAppointment: RescheduleAppointment;
  cancelAppointment: CancelAppointment;
  telemetry: Telemetry;
};

const text = z.string().trim().min(1).max(200);
const instant = z.iso.datetime({ offset: true }).transform((written) => new Date(written));
const ownId = uuid.transform((id) => id.toLowerCase());

const wish = z
  .strictObject({
    clinicId: uuid,
    serviceId: text,
    professionalId: text.optional(),
    start: instant,
    contactId: ownId.transform(contactId).optional(),
    /** Where the patient is told; nobody is told without it. */
    conversationId: ownId.transform(conversationId).optional(),
  })
  .refine(({ contactId: contact, conversationId: talk }) => talk === undefined || contact !== undefined, {
    path: ['contactId'],
    error: 'is needed together with conversationId',
  });
const move = z.strictObject({ clinicId: uuid, start: instant, professionalId: text.optional() });
const cancellation = z.strictObject({ clinicId: uuid, reason: text.optional() });
const listed = z.strictObject({
  clinicId: uuid,
  from: dayOrInstant,
  to: dayOrInstant,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
});
const one = z.strictObject({ clinicId: uuid });
const keyShape = /^[\x21-\x7e]{1,255}$/;

/** The clinic's appointments. What is booked here is confirmed by the worker, when it stands in the calendar. */
export function appointments(router: Router<RequestState>, needs: AppointmentNeeds): void {
  const { telemetry } = needs;
  const authenticated = requireCaller(needs.callerTokens);

  router.post('/api/appointments', authenticated, jsonBody, async (ctx) => {
    const {
      professionalId,
      clinicId: ofClinic,
      contactId: contact,
      conversationId: talk,
      ...rest
    } = parse(wish, ctx.request.body);
    const clinicId = requireClinic(ctx, ofClinic);
    const key = keyOf(ctx.get('idempotency-key'));
    if (key === undefined) throw keyMissing();
    const booked = await counted('book', clinicId, () =>
      needs.bookAppointment({
        ...rest,
        clinicId,
        key,
        intent: 'book',
        ...(professionalId !== undefined && { practitionerId: professionalId }),
        ...(contact !== undefined && { contactId: contact }),
        ...(talk !== undefined && { conversationId: talk }),
      }),
    );
    created(ctx, booked);
  });

  router.get('/api/appointments', authenticated, async (ctx) => {
    const { clinicId, cursor, ...window } = parse(listed, ctx.query);
    const page = await needs.listAppointments({
      ...window,
      clinicId: requireClinic(ctx, clinicId),
      ...(cursor !== undefined && { cursor }),
    });
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { appointments: page.appointments.map(shown), ...(page.next && { next: page.next }) };
  });

  router.get('/api/appointments/:id', authenticated, async (ctx) => {
    const clinicId = requireClinic(ctx, parse(one, ctx.query).clinicId);
    const id = idOf(ctx.params);
    const found = await needs.appointments.get(clinicId, id);
    if (found === undefined) throw new AppointmentNotFound(id);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = shown(found);
  });

  router.post('/api/appointments/:id/reschedule', authenticated, jsonBody, async (ctx) => {
    const { professionalId, start, ...body } = parse(move, ctx.request.body);
    const clinicId = requireClinic(ctx, body.clinicId);
    const key = keyOf(ctx.get('idempotency-key'));
    const moved = await counted('reschedule', clinicId, () =>
      needs.rescheduleAppointment({
        clinicId,
        appointmentId: idOf(ctx.params),
        start,
        intent: 'book',
        ...(professionalId !== undefined && { practitionerId: professionalId }),
        ...(key !== undefined && { key }),
      }),
    );
    created(ctx, moved);
  });

  router.post('/api/appointments/:id/cancel', authenticated, jsonBody, async (ctx) => {
    const { reason, ...body } = parse(cancellation, ctx.request.body);
    const clinicId = requireClinic(ctx, body.clinicId);
    const cancelled = await counted('cancel', clinicId, () =>
      needs.cancelAppointment({
        clinicId,
        appointmentId: idOf(ctx.params),
        by: 'clinic',
        ...(reason !== undefined && { reason }),
      }),
    );
    ctx.body = shown(cancelled);
  });

  async function counted(
    what: string,
    clinicId: string,
    work: () => Promise<Appointment>,
  ): Promise<Appointment> {
    try {
      const done = await work();
      telemetry.bookingAnswered(clinicId, what, 'accepted');
      return done;
    } catch (error) {
      telemetry.bookingAnswered(clinicId, what, error instanceof DomainError ? error.code : 'error');
      throw error;
    }
  }
}

type Answer = { status: number; body: unknown; set: (name: string, value: string) => void };

function created(ctx: Answer, appointment: Appointment): void {
  ctx.status = 201;
  ctx.set('Location', `/api/appointments/${appointment.id}?clinicId=${appointment.clinicId}`);
  ctx.body = shown(appointment);
}

const idOf = (params: Readonly<Record<string, string>>) =>
  appointmentId(parse(z.object({ id: ownId }), params).id);

function keyOf(header: string): string | undefined {
  if (header === '') return undefined;
  if (keyShape.test(header)) return header;
  throw new HttpRefusal(
    400,
    'http.idempotency-key-invalid',
    'Idempotency-Key has to be 1 to 255 printable characters without spaces',
  );
}

const keyMissing = () =>
  new HttpRefusal(
    400,
    'http.idempotency-key-missing',
    'The request carries no Idempotency-Key',
    'Send a new key for every new wish, and the same key when you repeat a request.',
  );

const shown = ({ slot, practitionerId, ...appointment }: Appointment) => ({
  id: appointment.id,
  /** `held` with a `requestedAt` waits for the calendar. */
  state: appointment.state,
  reason: appointment.reason,
  start: slot.start,
  end: slot.end,
  serviceId: appointment.serviceId,
  serviceName: appointment.serviceName,
  professionalId: practitionerId,
  calendarId: appointment.calendarId,
  contactId: appointment.contactId,
  conversationId: appointment.conversationId,
  replaces: appointment.replaces,
  requestedAt: appointment.requestedAt,
  holdExpiresAt: appointment.holdExpiresAt,
  createdAt: appointment.createdAt,
  version: appointment.version,
});
