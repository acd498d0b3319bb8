import { describe, expect, it } from 'vitest';
import type { Retention } from '../../../src/application/ports/privacy/retention.ts';
import { makeApplyRetention } from '../../../src/application/privacy/apply-retention.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { privacyWorld } from '../../support/worlds/privacy-world.ts';

const dayMs = 24 * 3_600_000;
const always = () => true;
const neverFails = (error: unknown) => {
  throw error;
};

it('deletes what came to nobody’s number after its days, and then it reports that', async () => {
  const { clock, db, ingestMessage, stores } = privacyWorld();
  const { retention } = stores;
  const applyRetention = makeApplyRetention({ retention, unclaimedDays: 90 });
  const item = aMessage({ number: { phoneNumberId: 'nobody’s' }, text: 'words of a patient' });
  await ingestMessage({ items: [item], requestId: 'r' });
  const reports: unknown[] = [];
  clock.advance(89 * dayMs);
  await applyRetention((done) => reports.push(done), neverFails, always);
  expect(db.parked.size).toBe(1);
  clock.advance(2 * dayMs);
  await applyRetention((done) => reports.push(done), neverFails, always);
  expect(db.parked.size).toBe(0);
  expect(reports).toEqual([
    { messages: 0, parked: 0 },
    { messages: 0, parked: 1 },
  ]);
});

it('stops when it is not wanted any more', async () => {
  const { clock, db, ingestMessage, stores } = privacyWorld();
  const applyRetention = makeApplyRetention({ retention: stores.retention, unclaimedDays: 90 });
  await ingestMessage({ items: [aMessage({ number: { phoneNumberId: 'nobody’s' } })], requestId: 'r' });
  clock.advance(100 * dayMs);
  await applyRetention(
    () => undefined,
    neverFails,
    () => false,
  );
  expect(db.parked.size).toBe(1);
});

describe('of clinics', () => {
  /** A clinic that keeps messages for 100 days, with one that is older and a note of the team. */
  async function world() {
    const made = privacyWorld();
    await made.ingestMessage({ items: [aMessage({ text: 'old', number: made.number })], requestId: 'r' });
    made.clock.advance(101 * dayMs);
    await made.stores.retention.setDays(made.clinicId, 100);
    const reports: unknown[] = [];
    const failures: unknown[] = [];
    const round = (own: Partial<Retention> = {}, stillWanted = always) =>
      makeApplyRetention({ retention: { ...made.stores.retention, ...own }, unclaimedDays: 90 })(
        ({ clinicId, messages }) => clinicId && reports.push([clinicId, messages]),
        (_, id) => failures.push(id),
        stillWanted,
      );
    return { ...made, round, reports, failures };
  }

  it('one that fails keeps nobody else waiting, is counted as far as it came, and is tried again in minutes', async () => {
    const { clock, stores, clinicId, secondClinic, round, reports, failures } = await world();
    clock.advance(1);
    await stores.retention.setDays(secondClinic, 100);
    await round({
      deleteParked: (id, ...rest) =>
        id === clinicId ? Promise.reject(new Error('no')) : stores.retention.deleteParked(id, ...rest),
    });
    expect(failures).toEqual([clinicId]);
    expect(reports).toEqual([
      [clinicId, 1],
      [secondClinic, 0],
    ]);
    clock.advance(180_000);
    await round();
    expect(reports.slice(2)).toEqual([[clinicId, 0]]);
  });

  it('one that ends early, because its worker does, goes on in minutes', async () => {
    const { clock, db, round, reports, clinicId } = await world();
    let asked = 0;
    // nobody’s items, the claim, notes: then the worker ends
    await round({}, () => (asked += 1) < 4);
    expect(db.messages).toHaveLength(1);
    await round();
    expect(db.messages).toHaveLength(1);
    clock.advance(180_000);
    await round();
    expect(db.messages).toEqual([]);
    expect(reports).toEqual([
      [clinicId, 0],
      [clinicId, 1],
    ]);
  });

  it('one that is through is due again an hour later', async () => {
    const { clock, round, reports } = await world();
    await round();
    clock.advance(3_590_000);
    await round();
    expect(reports).toHaveLength(1);
    clock.advance(10_000);
    await round();
    expect(reports).toHaveLength(2);
  });

  it('one that decides to keep its messages loses no more', async () => {
    const { db, stores, clinicId, round, failures } = await world();
    await round({
      async deleteNotesAndTurnRecords(...given) {
        await stores.retention.setDays(clinicId, undefined);
        return stores.retention.deleteNotesAndTurnRecords(...given);
      },
    });
    expect(db.messages).toHaveLength(1);
    expect(failures).toEqual([]);
  });
});
