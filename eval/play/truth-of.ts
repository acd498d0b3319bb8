import type { Appointment } from '../../src/domain/scheduling/appointment.ts';
import type { Truth } from '../judge/truth.ts';
import type { ClinicWorld } from '../world/clinic-world.ts';

/** The first contact of a dialogue is the patient; whoever was there before is not. */
export function ownBook({ db }: ClinicWorld): readonly (readonly [string, Appointment])[] {
  const [conversation] = db.conversations.keys();
  return [...db.book.appointments.values()]
    .map(({ appointment }) => appointment)
    .filter((one) => one.conversationId === undefined || one.conversationId === conversation)
    .map((one) => [one.id, one]);
}

type Asked = {
  readonly now: Date;
  readonly said: readonly string[];
  readonly patientName: string | undefined;
  readonly before: readonly Appointment[];
};

/** How the book and the calendars stand after a turn. */
export function truthOf(world: ClinicWorld, { now, said, patientName, before }: Asked): Truth {
  const { context, google, db } = world;
  const own = new Set(ownBook(world).map(([id]) => id));
  return {
    context,
    now,
    patientName,
    patientWords: [...said],
    before,
    after: ownBook(world).map(([, one]) => one),
    busy: new Map(
      context.professionals.map(({ id }) => [
        id,
        google
          .events(id)
          // what this patient holds was free when it was said
          .filter(({ appointmentId = '' }) => !own.has(appointmentId))
          .flatMap(({ slot }) => slot ?? []),
      ]),
    ),
    peopleKnow:
      db.alerts.some(({ resolvedAt }) => resolvedAt === undefined) ||
      [...db.conversations.values()].some(({ attention, humanUntil }) => attention ?? humanUntil),
  };
}
