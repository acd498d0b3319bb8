import type {
  ClaimedSync,
  FollowOutcome,
  SyncOutcome,
  SyncSettlement,
} from '../../../application/ports/scheduling/appointments.ts';
import { keepsAway, leavesCalendar } from '../../../domain/scheduling/appointment.ts';
import { ownEventOf } from '../../../domain/scheduling/calendar-event.ts';
import { knownOf } from '../../../domain/scheduling/calendar-sync/news.ts';
import {
  cancelledByCalendar,
  confirmedIn,
  failed,
  followed,
  openMovesOf,
  type NewPlace,
} from '../../../domain/scheduling/change-appointment.ts';
import { earliest } from '../../../domain/instants.ts';
import { save, seriesOf } from './appointment-changes.ts';
import type { AppointmentRow } from './appointment-rows.ts';
import type { MemoryDatabase } from '../database.ts';
import { bookingFailedHandover } from '../../../domain/assistant/handover.ts';
import { handOver, insertNotice } from '../messaging/notices.ts';

export function settleSync(db: MemoryDatabase, sync: ClaimedSync, settlement: SyncSettlement): SyncOutcome {
  const row = db.book.appointments.get(sync.appointment.id);
  if (row?.leaseToken !== sync.leaseToken || row.leaseUntil === undefined) return 'lost';
  row.leaseUntil = undefined;
  // What was seen in the calendar stays known, whoever changed the row.
  if (settlement.to === 'confirmed' && row.written) row.written = { ...row.written, isSeen: true };
  if (row.appointment.version !== sync.appointment.version) return 'changed';
  if (settlement.hasLooked === true) looked(row, sync);
  settle(db, row, settlement);
  return 'settled';
}

function settle(db: MemoryDatabase, row: AppointmentRow, settlement: SyncSettlement): void {
  const found = row.appointment;
  switch (settlement.to) {
    case 'confirmed':
      for (const changed of confirmedIn(seriesOf(db, found.clinicId, found.id), found)) save(db, changed);
      row.nextSyncAt = restingUntil(db, row);
      insertNotice(db, found.conversationId, settlement.notice);
      return;
    case 'failed':
      save(db, failed(found, settlement.reason));
      handOver(db, found.conversationId, settlement.humanUntil, bookingFailedHandover);
      insertNotice(db, found.conversationId, settlement.notice);
      return;
    case 'again':
      if (row.news && settlement.tellAt) row.news = { ...row.news, at: settlement.tellAt };
      row.nextSyncAt = earliest(settlement.at, row.news?.at);
      row.attempts += settlement.tried ? 1 : 0;
      row.notifiedOfDelay ||= settlement.notice !== undefined;
      insertNotice(db, found.conversationId, settlement.notice);
      return;
    case 'next-generation':
      row.appointment = { ...found, generation: found.generation + 1 };
      // the former event may only have been moved: it is looked for once this one stands
      row.eventChanges += 1;
      row.written = undefined;
      row.nextSyncAt = db.clock.now();
      row.attempts += 1;
      return;
    case 'rest':
      if (row.written && settlement.hasLooked === true) row.written = { ...row.written, isSeen: true };
      row.nextSyncAt = restingUntil(db, row);
      return;
    case 'removed':
      row.written = undefined;
      row.nextSyncAt = restingUntil(db, row);
      return;
    case 'cancelled': {
      const { isEventLeft, tellAt } = settlement;
      const news = { known: row.news?.known ?? knownOf(found), at: tellAt };
      for (const changed of cancelledByCalendar(seriesOf(db, found.clinicId, found.id), found))
        save(db, changed);
      if (!isEventLeft) row.written = undefined;
      row.news = news;
      row.nextSyncAt = isEventLeft ? db.clock.now() : restingUntil(db, row);
      return;
    }
    case 'asked':
      row.appointment = { ...found, askedAbout: 'deletion' };
      row.nextSyncAt = restingUntil(db, row);
      return;
    case 'told':
      insertNotice(db, found.conversationId, settlement.notice);
      row.news = undefined;
      row.nextSyncAt = leavesCalendar(found, row.written) ? db.clock.now() : restingUntil(db, row);
      return;
    case 'followed':
      throw new Error('It is in the book already');
  }
}

function looked(row: AppointmentRow, { eventChanges }: ClaimedSync): void {
  row.eventLooked = Math.max(row.eventLooked, eventChanges);
  row.areDeletionsHeld = false;
  row.attempts = 0;
}

/** Nothing more to do in the calendar, unless it changed meanwhile; but perhaps the patient has to be told. */
const restingUntil = (db: MemoryDatabase, row: AppointmentRow): Date | undefined =>
  row.eventChanges > row.eventLooked ? db.clock.now() : row.news?.at;

/** As long as nobody else takes the time, and nobody is moving it elsewhere. */
export function followEvent(
  db: MemoryDatabase,
  sync: ClaimedSync,
  { tellAt, ...place }: NewPlace & { readonly tellAt: Date },
): FollowOutcome {
  const row = db.book.appointments.get(sync.appointment.id);
  const isOurs = row?.leaseToken === sync.leaseToken && row.leaseUntil !== undefined;
  if (!isOurs || row.appointment.version !== sync.appointment.version) return 'changed';
  const { appointment } = row;
  if (openMovesOf(appointment, seriesOf(db, appointment.clinicId, appointment.id)).length > 0)
    return 'moving';
  const moved = followed(appointment, place);
  const others = [...db.book.appointments.values()].map((other) => other.appointment);
  if (others.some((other) => keepsAway(other, moved))) return 'taken';
  row.appointment = structuredClone(moved);
  row.written = { ...ownEventOf(row.appointment), isSeen: true };
  row.news = { known: row.news?.known ?? knownOf(appointment), at: tellAt };
  row.leaseUntil = undefined;
  looked(row, sync);
  row.nextSyncAt = restingUntil(db, row);
  return 'followed';
}
