import type { Appointment } from '../../../../src/domain/scheduling/appointment.ts';
import { at, workUntilRest, type SchedulingWorld } from '../../../support/worlds/scheduling-world.ts';

export const half = (time: string, day?: string) => {
  const start = at(time, day);
  return { start, end: new Date(start.getTime() + 30 * 60_000) };
};

/** What is done and seen in the world of the running test. */
export function stepsIn(world: () => SchedulingWorld) {
  /** Confirmed, told, and seen by the first reading. */
  async function booked(time: string, professionalId = 'lia'): Promise<Appointment> {
    const { clinicId, patient } = world();
    const wish = {
      clinicId,
      serviceId: 'geral',
      professionalId,
      start: at(time),
      intent: 'book',
      ...patient,
    } as const;
    const { id } = await world().bookAppointment(wish);
    await workUntilRest(world());
    await follow();
    world().db.messages.length = 0;
    return (await world().stores.appointments.get(clinicId, id))!;
  }

  /** The next reading of every calendar, and everything that follows from it. */
  async function follow(): Promise<void> {
    await world().stores.calendarFeeds.readSoon(world().clinicId);
    await world().readChanges();
    await workUntilRest(world());
  }

  const now = async ({ id }: Appointment) => (await world().stores.appointments.get(world().clinicId, id))!;

  const eventsOf = (calendarId: string) =>
    world()
      .google.events(calendarId)
      .map(({ slot }) => slot);
  return { booked, follow, now, eventsOf };
}
