import type {
  ClaimedSync,
  SyncOutcome,
  SyncSettlement,
} from '../../../application/ports/scheduling/appointments.ts';
import { confirmedIn, failed } from '../../../domain/scheduling/change-appointment.ts';
import { save, seriesOf } from './appointment-changes.ts';
import type { AppointmentRow } from './appointment-rows.ts';
import type { MemoryDatabase } from '../database.ts';
import { handOver, insertNotice } from '../messaging/notices.ts';

export function settleSync(db: MemoryDatabase, sync: ClaimedSync, settlement: SyncSettlement): SyncOutcome {
  const row = db.book.appointments.get(sync.appointment.id);
  if (row?.leaseToken !== sync.leaseToken || row.leaseUntil === undefined) return 'lost';
  row.leaseUntil = undefined;
  // What was seen in the calendar stays known, whoever changed the row.
  if (settlement.to === 'confirmed' && row.written) row.written = { ...row.written, isSeen: true };
  if (row.appointment.version !== sync.appointment.version) return 'changed';
  settle(db, row, settlement);
  return 'settled';
}

function settle(db: MemoryDatabase, row: AppointmentRow, settlement: SyncSettlement): void {
  const found = row.appointment;
  switch (settlement.to) {
    case 'confirmed':
      for (const changed of confirmedIn(seriesOf(db, found.clinicId, found.id), found)) save(db, changed);
      row.nextSyncAt = undefined;
      insertNotice(db, found.conversationId, settlement.notice);
      return;
    case 'failed':
      save(db, failed(found, settlement.reason));
      handOver(db, found.conversationId, settlement.humanUntil);
      insertNotice(db, found.conversationId, settlement.notice);
      return;
    case 'again':
      row.nextSyncAt = settlement.at;
      row.attempts += settlement.tried ? 1 : 0;
      row.notifiedOfDelay ||= settlement.notice !== undefined;
      insertNotice(db, found.conversationId, settlement.notice);
      return;
    case 'next-generation':
      row.appointment = { ...found, generation: found.generation + 1 };
      row.written = undefined;
      row.nextSyncAt = db.clock.now();
      row.attempts += 1;
      return;
    case 'rest':
      row.nextSyncAt = undefined;
      return;
    case 'removed':
      row.written = undefined;
      row.nextSyncAt = undefined;
      return;
  }
}
