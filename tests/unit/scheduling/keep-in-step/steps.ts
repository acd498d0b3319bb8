import type {
  CalendarCall,
  CalendarFate,
} from '../../../../src/adapters/memory/scheduling/google-calendar.ts';
import type { CalendarFailure } from '../../../../src/application/ports/scheduling/google-calendar.ts';
import type { AppointmentId } from '../../../../src/domain/scheduling/appointment.ts';
import { at, lia, workUntilRest, type SchedulingWorld } from '../../../support/worlds/scheduling-world.ts';

/** What becomes of the next calls of a kind; of all others Google does what it is asked. */
export type Fates = Partial<Record<CalendarCall['call'], CalendarFate[]>>;
export const fateIn = (fates: Fates, { call }: CalendarCall): CalendarFate =>
  fates[call]?.shift() ?? { fate: 'done' };
export const refused = (failure: CalendarFailure['failure'], more: object = {}): CalendarFate => ({
  fate: 'refused',
  failure: { failure, reason: 'told', ...more },
});
/** Without an answer. */
export const lost = (done: boolean | 'late'): CalendarFate => ({ fate: 'unknown', done });

/** What is done and seen in the world of the running test. */
export const stepsIn = (world: () => SchedulingWorld) => ({
  book: (time = '10:00') => {
    const { clinicId, patient, bookAppointment } = world();
    return bookAppointment({ clinicId, serviceId: 'pele', start: at(time), intent: 'book', ...patient });
  },
  cancel: (appointmentId: AppointmentId) =>
    world().cancelAppointment({ clinicId: world().clinicId, appointmentId, by: 'patient' }),
  workUntilRest: () => workUntilRest(world()),
  /** Until so much was said to the patient. */
  workUntilTold: async (count: number) => {
    const here = world();
    while (here.told().length < count) {
      await here.work();
      if (here.told().length < count) here.clock.advance((await here.stores.appointments.msUntilDue()) ?? 0);
    }
  },
  calls: (from = 0) =>
    world()
      .google.calls.slice(from)
      .map(({ call }) => call),
  eventIds: () =>
    world()
      .google.events(lia)
      .map(({ eventId }) => eventId),
});
