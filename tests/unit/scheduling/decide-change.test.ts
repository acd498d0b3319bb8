import { describe, expect, it } from 'vitest';
import { memoryIds } from '../../../src/adapters/memory/system/ids.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import {
  AppointmentNotFound,
  appointmentId,
  type Appointment,
} from '../../../src/domain/scheduling/appointment.ts';
import { messageId } from '../../../src/domain/messaging/message.ts';
import { followed } from '../../../src/domain/scheduling/change-appointment.ts';
import { decideChange } from '../../../src/domain/scheduling/decide-change.ts';
import { AppointmentClosed } from '../../../src/domain/scheduling/scheduling-errors.ts';
import { anAppointment } from '../../support/builders/an-appointment.ts';

const now = new Date('2026-03-02T12:00:00Z');
const world = { ids: memoryIds(), now: () => now };
const clinic = clinicId('clinic');
const visit = anAppointment(world, clinic, { state: 'confirmed', requestedAt: now });
const moveOf = ({ id, seriesId }: Appointment) =>
  anAppointment(world, clinic, { requestedAt: now, replaces: id, seriesId });
const ended = (appointments: readonly Appointment[]) => appointments.map(({ id, reason }) => [id, reason]);

describe('a change of an appointment', () => {
  it('that moves it withdraws earlier requests to move it', () => {
    const earlier = moveOf(visit);
    const { taken, changed } = decideChange({ change: 'hold', appointment: moveOf(visit) }, [visit, earlier]);
    expect(taken?.replaces).toBe(visit.id);
    expect(ended(changed)).toEqual([[earlier.id, 'superseded']]);
  });

  it('that moves an open request to move moves what was to be moved', () => {
    const open = moveOf(visit);
    const appointment = { ...moveOf(visit), replaces: open.id };
    const { taken, changed } = decideChange({ change: 'hold', appointment }, [visit, open]);
    expect(taken?.replaces).toBe(visit.id);
    expect(ended(changed)).toEqual([[open.id, 'superseded']]);
  });

  it('that cancels it withdraws requests to move it, and notifies the patient once', () => {
    const open = moveOf(visit);
    const content = { type: 'text', body: 'Cancelada' } as const;
    const about = { kind: 'cancelled', appointmentId: visit.id } as const;
    const notice = { messageId: messageId(world.ids.next()), content, requestId: 'request-1', about };
    const cancel = {
      change: 'cancel',
      appointmentId: visit.id,
      reason: 'by-patient',
      at: now,
      notice,
    } as const;
    const first = decideChange(cancel, [visit, open]);
    expect(ended(first.changed)).toEqual([
      [visit.id, 'by-patient'],
      [open.id, 'withdrawn'],
    ]);
    expect(first.notice).toEqual(notice);
    expect(decideChange(cancel, first.changed)).toEqual({ result: first.result, changed: [] });
  });

  it('by its patient gives the time of a confirmed visit back, and no other', () => {
    const givenBack = (found: Appointment, reason: string) =>
      decideChange({ change: 'cancel', appointmentId: found.id, reason, at: now }, [found]).result
        .givenBackAt;
    expect(givenBack(visit, 'by-patient')).toEqual(now);
    expect(givenBack(visit, 'by-patient: viagem')).toEqual(now);
    expect(givenBack(visit, 'by-clinic')).toBeUndefined();
    expect(givenBack({ ...visit, state: 'held' }, 'by-patient')).toBeUndefined();
  });

  it('that somebody put back into the calendar has given nothing back', () => {
    const cancel = { change: 'cancel', appointmentId: visit.id, reason: 'by-patient', at: now } as const;
    const { result } = decideChange(cancel, [visit]);
    const { calendarId, slot } = result;
    expect(followed(result, { calendarId, slot })).not.toHaveProperty('givenBackAt');
  });

  it('that leaves it where it is withdraws requests to move it', () => {
    const open = moveOf(visit);
    const { result, changed } = decideChange({ change: 'stay', appointmentId: visit.id }, [visit, open]);
    expect(result).toBe(visit);
    expect(ended(changed)).toEqual([[open.id, 'superseded']]);
  });

  it('is refused when it is over or not there', () => {
    const failed = { ...visit, state: 'failed' } as const;
    const stay = { change: 'stay', appointmentId: visit.id } as const;
    expect(() => decideChange(stay, [failed])).toThrow(AppointmentClosed);
    expect(() => decideChange({ ...stay, appointmentId: appointmentId('none') }, [visit])).toThrow(
      AppointmentNotFound,
    );
  });
});
