import type { ClinicActivity } from '../../../application/ports/operations/clinic-activity.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import {
  answerTimes,
  kindsOfOrigins,
  pointsOf,
  quantileOf,
  type FigureKind,
} from '../../../domain/figures/clinic-figures.ts';
import { placeIn } from '../../../domain/figures/figure-spans.ts';
import { isFreedTime } from '../../../domain/figures/freed-times.ts';
import { given } from '../../../domain/given.ts';
import type { MemoryDatabase } from '../database.ts';
import type { MessageRow } from '../rows.ts';

type Happened = { readonly at: Date; readonly kind: FigureKind };

export const memoryClinicActivity = (db: MemoryDatabase): ClinicActivity => ({
  figures: (clinicId, span, most) =>
    db.atomically(() => {
      const since = span.starts[0] ?? db.clock.now();
      const { messages, isComplete } = messagesOf(db, clinicId, since, most);
      const happened = [
        ...messages.flatMap(written),
        ...handovers(db, clinicId),
        ...visits(db, clinicId, since),
      ];
      const counted = happened.map(({ at, kind }) => ({ place: placeIn(span, at), kind, count: 1 }));
      const waits = waitsOf(messages);
      const days = [...db.spending].filter(
        ([key]) => key.startsWith(`${clinicId}|`) && key.slice(-10) >= span.firstDay,
      );
      return {
        points: pointsOf(span, counted),
        firstAnswer: {
          count: waits.length,
          ...given({ medianMs: quantileOf(waits, 0.5), p90Ms: quantileOf(waits, 0.9) }),
        },
        model: {
          microdollars: days.reduce((sum, [, { microdollars }]) => sum + microdollars, 0),
          tokens: days.reduce((sum, [, { tokens }]) => sum + tokens, 0),
        },
        isComplete,
      };
    }),
});

function messagesOf(db: MemoryDatabase, clinicId: ClinicId, since: Date, most: number) {
  const conversations = [...db.conversations.values()]
    .filter(
      (row) =>
        row.clinicId === clinicId &&
        row.mergedInto === undefined &&
        row.lastMessageAt !== undefined &&
        row.lastMessageAt >= since,
    )
    .sort((a, b) => (b.lastMessageAt?.getTime() ?? 0) - (a.lastMessageAt?.getTime() ?? 0));
  const counted = new Set(conversations.slice(0, most).map(({ id }) => id));
  return {
    messages: db.messages.filter(
      ({ conversationId, createdAt }) => counted.has(conversationId) && createdAt >= since,
    ),
    isComplete: conversations.length <= most,
  };
}

function written({ origin, status, createdAt: at }: MessageRow): readonly Happened[] {
  const kind = kindsOfOrigins[origin];
  return [
    ...(kind === undefined ? [] : [{ at, kind }]),
    ...(status === 'failed' ? [{ at, kind: 'failedSends' as const }] : []),
  ];
}

const handovers = (db: MemoryDatabase, clinicId: ClinicId): readonly Happened[] =>
  db.alerts
    .filter((alert) => alert.clinicId === clinicId && alert.kind === 'handover')
    .map(({ openedAt }) => ({ at: openedAt, kind: 'handovers' }));

function visits(db: MemoryDatabase, clinicId: ClinicId, since: Date): readonly Happened[] {
  const own = [...db.book.appointments.values()]
    .map(({ appointment }) => appointment)
    .filter((each) => each.clinicId === clinicId);
  const booked = own.filter(
    ({ slot, requestedAt, replaces }) =>
      slot.start >= since && requestedAt !== undefined && replaces === undefined,
  );
  return [
    ...booked.map(({ createdAt }) => ({ at: createdAt, kind: 'bookings' as const })),
    ...own.flatMap((each) =>
      isFreedTime(each) && each.givenBackAt ? [{ at: each.givenBackAt, kind: 'freedTimes' as const }] : [],
    ),
  ];
}

/** Notices answer nobody. */
function waitsOf(messages: readonly MessageRow[]): readonly number[] {
  const talk = messages.filter(({ origin }) => origin !== 'notice' && kindsOfOrigins[origin] !== undefined);
  const conversations = Map.groupBy(talk, ({ conversationId }) => conversationId);
  return [...conversations.values()].flatMap((said) =>
    answerTimes(said.map(({ origin, createdAt }) => ({ isPatient: origin === 'patient', at: createdAt }))),
  );
}
