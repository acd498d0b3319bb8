import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { calendarId, slot } from '../../support/builders/an-appointment.ts';
import { claimSync, confirm } from '../harness/appointment-steps.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { sayFileLost, sayText, sendFile, upload } from '../harness/file-steps.ts';
import { aParty, leaseMs, receive, type Party } from '../harness/steps.ts';

let database: ContractDatabase;
let harness: Harness;

beforeAll(async () => {
  database = await openContractDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  harness = await database.harness();
});

/** Seconds until the visit is due, after a program that knows nothing of calendars' changes has put it to rest. */
async function restsFor(columns: string): Promise<number | null> {
  const { clinicId } = await aParty(harness);
  const { id } = await confirm(harness, clinicId);
  const { system } = database.pools;
  await system.query(`update appointments set ${columns} where id = $1`, [id]);
  const { rows } = await system.query<{ seconds: number | null }>(
    `update appointments set next_sync_at = null where id = $1
     returning extract(epoch from next_sync_at - now())::float8 as seconds`,
    [id],
  );
  return rows[0]?.seconds ?? null;
}

describe('beside a program that does not know of changes in calendars', () => {
  it('a changed event is looked at soon, and not at once again', async () => {
    expect(await restsFor('event_changes = event_changes + 1')).toBeCloseTo(30, 0);
  });

  it('a patient who has to be told is told', async () => {
    const news = `told_start = starts_at, told_live = true, tell_at = now()`;
    expect(await restsFor(`${news} + interval '60 s'`)).toBeCloseTo(90, 0);
    expect(await restsFor(`${news} - interval '1 hour'`)).toBeCloseTo(30, 0);
  });

  it('a visit that an older program booked guards its professional once it has followed its event', async () => {
    const { clinicId } = await aParty(harness);
    const visit = await confirm(harness, clinicId);
    const { system } = database.pools;
    await system.query(
      `update appointments
       set guards_professional = false, event_changes = event_changes + 1, next_sync_at = now() where id = $1`,
      [visit.id],
    );
    const place = { calendarId, slot: slot('15:00', '15:30'), tellAt: harness.now() };
    expect(await harness.stores.appointments.follow(await claimSync(harness), place)).toBe('followed');
    const { rows } = await system.query('select guards_professional from appointments where id = $1', [
      visit.id,
    ]);
    expect(rows).toEqual([{ guards_professional: true }]);
  });

  it('a visit with nothing to do rests', async () => {
    expect(await restsFor('event_changes = event_looked')).toBeNull();
  });
});

describe('files that an older program said again without their uploads', () => {
  const migrate = async () =>
    database.owner.query(await readFile('migrations/0122_files_that_were_lost.sql', 'utf8'));
  const written = async () => {
    const party = await aParty(harness);
    await receive(harness, party, aMessage({ sentAt: harness.now() }));
    return party;
  };
  const said = async ({ clinicId }: Party) =>
    (await harness.readMessages(clinicId))
      .filter(({ direction }) => direction === 'outbound')
      .map(({ status, errorCode }) => [status, errorCode]);

  it('fail with an alert of their clinic, and let go what was said after them', async () => {
    const party = await written();
    await sayFileLost(harness, party);
    await sayFileLost(harness, party);
    await sayText(harness, party, 'Oi?');
    await database.owner.query(
      `update whatsapp_messages_improved set next_attempt_at = null where type = 'document'`,
    );
    expect(await harness.stores.outbox.claim(9, leaseMs)).toEqual([]);
    await migrate();
    const lost = ['failed', 'upload-lost'];
    expect(await said(party)).toEqual([lost, lost, ['queued', undefined]]);
    expect(await harness.stores.outbox.claim(9, leaseMs)).toMatchObject([{ content: { body: 'Oi?' } }]);
    expect(await harness.stores.alerts.openCount()).toEqual(new Map([['send-failed', 1]]));
    const { clinicId, placement } = party;
    expect(await harness.stores.conversations.get(clinicId, placement.conversationId)).toMatchObject({
      undelivered: { errorCode: 'upload-lost' },
    });
  });

  it('may have been sent when they were in hand', async () => {
    const party = await written();
    await sayFileLost(harness, party);
    await harness.stores.outbox.claim(1, leaseMs);
    await migrate();
    expect(await said(party)).toEqual([['failed', 'outcome-unknown']]);
  });

  it('are told from those that are on their way', async () => {
    const party = await written();
    await sendFile(harness, party, (await upload(harness, party)).id);
    await migrate();
    expect(await said(party)).toEqual([['queued', undefined]]);
    expect(await harness.stores.alerts.openCount()).toEqual(new Map());
  });
});

describe('a program that runs while a newer version migrates', () => {
  it('goes on claiming when the tables of its claims get a column', async () => {
    const { clinicId } = await aParty(harness);
    const { appointments, calendarFeeds, messageMedia, outbox, reminders, turns } = harness.stores;
    const stores = [turns, outbox, appointments, messageMedia, reminders, calendarFeeds];
    // one after the other: on the same connection, which has prepared them
    const claimEach = async () => {
      for (const store of stores) await store.claim(1, 1_000);
    };
    await confirm(harness, clinicId);
    await claimEach();
    for (const table of [
      'whatsapp_conversations_improved',
      'whatsapp_messages_improved',
      'appointments',
      'message_media',
      'calendar_feeds',
    ])
      await database.owner.query(`alter table ${table} add column of_a_newer_version integer`);
    await expect(claimEach()).resolves.toBeUndefined();
  });
});
