import type { Retention } from '../../../application/ports/privacy/retention.ts';
import { ClinicNotFound } from '../../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { after } from '../../../domain/instants.ts';
import { given } from '../../../domain/given.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import { checkRetention } from '../../../domain/privacy/retention.ts';
import type { MemoryDatabase, TurnRecordRow } from '../database.ts';
import type { ClinicRow, MessageRow, NoteRow } from '../rows.ts';

const dayMs = 24 * 3_600_000;

export const memoryRetention = (db: MemoryDatabase): Retention => {
  const clinicOf = (clinicId: ClinicId) => {
    const row = db.clinics.get(clinicId);
    if (row === undefined) throw new ClinicNotFound(clinicId);
    return row;
  };

  return {
    daysOf: (clinicId) => db.atomically(() => clinicOf(clinicId).retentionDays),

    setDays: (clinicId, days) =>
      db.atomically(() => {
        const row = clinicOf(clinicId);
        row.retentionDays = days === undefined ? undefined : checkRetention(days);
        row.retentionDueAt = db.clock.now();
      }),

    claimDue: (leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        const dueAt = ({ retentionDueAt }: ClinicRow) => retentionDueAt?.getTime() ?? -Infinity;
        const [longest] = [...db.clinics.values()]
          .filter((row) => row.retentionDays !== undefined && dueAt(row) <= now.getTime())
          .sort((a, b) => dueAt(a) - dueAt(b));
        if (longest?.retentionDays === undefined) return undefined;
        const leaseUntil = after(now, leaseMs);
        longest.retentionDueAt = leaseUntil;
        const { retentionDays: days, clinic } = longest;
        return { clinicId: clinic.id, days, before: after(now, -days * dayMs), leaseUntil };
      }),

    extend: (pass, dueInMs) =>
      db.atomically(() => {
        const row = db.clinics.get(pass.clinicId);
        const isOurs = row?.retentionDueAt?.getTime() === pass.leaseUntil.getTime();
        if (!isOurs || row.retentionDays !== pass.days) return undefined;
        row.retentionDueAt = after(db.clock.now(), dueInMs);
        return { ...pass, leaseUntil: row.retentionDueAt };
      }),

    deleteMessages: (clinicId, before, limit, from) =>
      db.atomically(() => {
        const isOld = (row: MessageRow) =>
          row.clinicId === clinicId &&
          (from === undefined || row.conversationId >= from) &&
          row.createdAt < before &&
          row.nextAttemptAt === undefined &&
          row.leaseUntil === undefined &&
          row.status !== 'waiting';
        const found = db.messages
          .filter(isOld)
          .sort(
            (a, b) =>
              a.conversationId.localeCompare(b.conversationId) ||
              a.createdAt.getTime() - b.createdAt.getTime(),
          )
          .slice(0, limit);
        const old = new Set(found);
        const next = found.length < limit ? undefined : found.at(-1)?.conversationId;
        for (const { dedupeKey } of old)
          if (dedupeKey !== undefined) db.messagesByKey.delete(`${clinicId}|${dedupeKey}`);
        db.messages.splice(0, db.messages.length, ...db.messages.filter((row) => !old.has(row)));
        const isPassed = ({ id }: { id: ConversationId }) =>
          (from === undefined || id >= from) && (next === undefined || id <= next);
        for (const row of db.conversations.values())
          if (row.clinicId === clinicId && isPassed(row) && row.lastMessageAt && row.lastMessageAt < before) {
            row.dialogue = undefined;
            row.attention = undefined;
          }
        return { messages: old.size, ...given({ next }) };
      }),

    deleteNotesAndTurnRecords: (clinicId, before, limit) =>
      db.atomically(() => {
        const notes = db.notes
          .filter((row: NoteRow) => row.clinicId === clinicId && row.createdAt < before)
          .slice(0, limit);
        const records = db.turnRecords
          .filter((row: TurnRecordRow) => row.clinicId === clinicId && row.recordedAt < before)
          .slice(0, limit);
        db.notes.splice(0, db.notes.length, ...db.notes.filter((row) => !notes.includes(row)));
        db.turnRecords.splice(
          0,
          db.turnRecords.length,
          ...db.turnRecords.filter((row) => !records.includes(row)),
        );
        return notes.length + records.length;
      }),

    deleteParked: (clinicId, before, limit) => db.atomically(() => deleteParked(clinicId, before, limit)),
    deleteUnclaimed: (days, limit) =>
      db.atomically(() => deleteParked(undefined, after(db.clock.now(), -days * dayMs), limit)),
  };

  function deleteParked(clinicId: ClinicId | undefined, before: Date, limit: number): number {
    const old = [...db.parked]
      .filter(([, row]) => row.clinicId === clinicId && row.receivedAt < before)
      .slice(0, limit);
    for (const [key] of old) db.parked.delete(key);
    return old.length;
  }
};
