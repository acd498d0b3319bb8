import { isLive } from '../../../../src/domain/scheduling/appointment.ts';
import { appointmentOf, eventIdOf } from '../../../../src/domain/scheduling/calendar-event.ts';
import { at, lia, otto, room } from '../../../support/worlds/scheduling-world.ts';
import type { TroubledWorld } from '../troubled-world.ts';
import { of, type Step } from './acts.ts';
import { choose, reconnect } from './choose-calendars.ts';

const calendars = [lia, otto];
const times = ['08:00', '09:20', '10:00', '11:20', '14:00', '15:20', '17:20', '19:00'];

/** Does what the step says, as far as there is anything to do it with. */
export async function take(world: TroubledWorld, { act, pick, place }: Step) {
  const { clinicId, patient, google } = world;
  const book = [...world.db.book.appointments.values()].map(({ appointment }) => appointment);
  const live = book.filter(isLive);
  const start = at(of(times, place)!);
  const slot = { start, end: new Date(start.getTime() + 30 * 60_000) };
  const visit = of(book, pick);
  const standing = calendars
    .flatMap((calendarId) => google.events(calendarId).map(({ eventId }) => ({ calendarId, eventId })))
    .filter(({ eventId }) => appointmentOf(eventId) !== undefined);
  const event = of(standing, pick);
  switch (act) {
    case 'book': {
      const professionalId = of(['lia', 'otto'], pick)!;
      await world.bookAppointment({
        clinicId,
        serviceId: 'geral',
        professionalId,
        start,
        intent: 'book',
        ...patient,
      });
      return;
    }
    case 'move': {
      const moved = of(live, pick);
      if (moved)
        await world.rescheduleAppointment({ clinicId, appointmentId: moved.id, start, intent: 'book' });
      return;
    }
    case 'move-by-clinic': {
      // to whom and when no patient could
      const moved = of(live, pick);
      const professionalId = of(['lia', 'otto'], place)!;
      const visit = { start, professionalId, intent: 'book', beyondLimits: true } as const;
      if (moved) await world.rescheduleAppointment({ clinicId, appointmentId: moved.id, ...visit });
      return;
    }
    case 'cancel-by-patient':
    case 'cancel-by-clinic': {
      const by = act === 'cancel-by-patient' ? 'patient' : 'clinic';
      const ended = of(live, pick);
      if (ended) await world.cancelAppointment({ clinicId, appointmentId: ended.id, by });
      return;
    }
    case 'drag':
      if (event) google.dragEvent(event.calendarId, event.eventId, slot);
      return;
    case 'change-calendar':
      if (event) google.moveEvent(event.calendarId, event.eventId, of([lia, otto, room], place)!);
      return;
    case 'delete':
      if (event) google.deleteEvent(event.calendarId, event.eventId);
      return;
    case 'restore':
      if (visit) world.takeOutOfBin(of([lia, otto, room], place)!, eventIdOf(visit));
      return;
    case 'forget-sync-tokens':
      google.expireSyncTokens(of(calendars, pick)!);
      return;
    case 'choose-calendars':
      await choose(world, place);
      return;
    case 'receive-pushes':
      await world.receivePushes();
      // its calendars are due then
      world.clock.advance(1_000);
      return;
    case 'lose-pushes':
      world.losePushes();
      return;
    case 'stop-left-channels':
      await world.stopLeftChannels.round(() => true);
      return;
    case 'read':
      world.read();
      return;
    case 'read-everything':
      await world.stores.calendarFeeds.readSoon(clinicId);
      world.read();
      return;
    case 'look':
      world.look();
      return;
    case 'lose-access':
      world.setAccess('reconnect-required');
      return;
    case 'disconnect':
      await world.stopLeftChannels.ofClinic(clinicId);
      await world.stores.googleConnections.disconnect(clinicId, world.db.ids.next());
      world.setAccess('not-connected');
      return;
    case 'reconnect':
      await reconnect(world);
      return;
    case 'pass-time':
      world.clock.advance(place * 200);
  }
}
