import type { ClinicActivity } from '../../../application/ports/operations/clinic-activity.ts';
import { answerTimes, quantileOf } from '../../../domain/figures/clinic-figures.ts';
import { given } from '../../../domain/given.ts';
import type { MemoryDatabase } from '../database.ts';

const people = new Set(['human', 'staff']);

export const memoryClinicActivity = (db: MemoryDatabase): ClinicActivity => ({
  figures: (clinicId, since, most) =>
    db.atomically(() => {
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
      const messages = db.messages.filter(
        ({ conversationId, createdAt }) => counted.has(conversationId) && createdAt >= since,
      );
      const by = (isWanted: (origin: string) => boolean) =>
        messages.filter(({ origin }) => isWanted(origin)).length;
      const talk = messages.filter(({ origin }) => ['patient', 'assistant', ...people].includes(origin));
      const waits = [...Map.groupBy(talk, ({ conversationId }) => conversationId).values()].flatMap((said) =>
        answerTimes(
          said.map(({ origin, createdAt }) => ({ isPatient: origin === 'patient', at: createdAt })),
        ),
      );
      const appointments = [...db.book.appointments.values()].map(({ appointment }) => appointment);
      const firstDay = since.toISOString().slice(0, 10);
      const days = [...db.spending].filter(
        ([key]) => key.startsWith(`${clinicId}|`) && key.slice(-10) > firstDay,
      );
      return {
        received: by((origin) => origin === 'patient'),
        sent: {
          assistant: by((origin) => origin === 'assistant'),
          people: by((origin) => people.has(origin)),
          notices: by((origin) => origin === 'notice'),
        },
        firstAnswer: {
          count: waits.length,
          ...given({ medianMs: quantileOf(waits, 0.5), p90Ms: quantileOf(waits, 0.9) }),
        },
        handovers: db.alerts.filter(
          (alert) => alert.clinicId === clinicId && alert.kind === 'handover' && alert.openedAt >= since,
        ).length,
        bookings: appointments.filter(
          (each) =>
            each.clinicId === clinicId &&
            each.createdAt >= since &&
            each.slot.start >= since &&
            each.requestedAt !== undefined &&
            each.replaces === undefined,
        ).length,
        failedSends: messages.filter(({ status }) => status === 'failed').length,
        model: {
          microdollars: days.reduce((sum, [, { microdollars }]) => sum + microdollars, 0),
          tokens: days.reduce((sum, [, { tokens }]) => sum + tokens, 0),
        },
        isComplete: conversations.length <= most,
      };
    }),
});
