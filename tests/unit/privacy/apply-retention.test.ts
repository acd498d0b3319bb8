import { expect, it } from 'vitest';
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
  const applyRetention = makeApplyRetention({ retention, clock, unclaimedDays: 90 });
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
  const applyRetention = makeApplyRetention({ retention: stores.retention, clock, unclaimedDays: 90 });
  await ingestMessage({ items: [aMessage({ number: { phoneNumberId: 'nobody’s' } })], requestId: 'r' });
  clock.advance(100 * dayMs);
  await applyRetention(
    () => undefined,
    neverFails,
    () => false,
  );
  expect(db.parked.size).toBe(1);
});

it('a clinic whose retention fails keeps nobody else waiting, and is tried again an hour later', async () => {
  const { clock, stores, clinicId, secondClinic } = privacyWorld();
  const { retention } = stores;
  await retention.setDays(clinicId, 100);
  clock.advance(1);
  await retention.setDays(secondClinic, 100);
  let fails = true;
  const applyRetention = makeApplyRetention({
    retention: {
      ...retention,
      deleteMessages: (id, ...rest) =>
        fails && id === clinicId ? Promise.reject(new Error('no')) : retention.deleteMessages(id, ...rest),
    },
    ...{ clock, unclaimedDays: 90 },
  });
  const applied: unknown[] = [];
  const failed: unknown[] = [];
  const round = () =>
    applyRetention(
      (done) => done.clinicId && applied.push(done.clinicId),
      (_, id) => failed.push(id),
      always,
    );
  await round();
  expect(failed).toEqual([clinicId]);
  expect(applied).toEqual([secondClinic]);
  fails = false;
  await round();
  expect(applied).toEqual([secondClinic]);
  clock.advance(3_600_000);
  await round();
  expect(applied).toEqual([secondClinic, clinicId, secondClinic]);
});
