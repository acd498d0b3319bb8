import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postgresBacklog } from '../../../src/adapters/postgres/operations/backlog.ts';
import { backlogGauges } from '../../../src/adapters/prometheus/backlog-gauges.ts';
import { prometheusTelemetry } from '../../../src/adapters/prometheus/telemetry.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { calendarId } from '../../support/builders/an-appointment.ts';
import { book, confirm } from '../harness/appointment-steps.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { aParty, claimSend, leaseMs, policy, queueReplies, receive, type Party } from '../harness/steps.ts';

let database: ContractDatabase;
let harness: Harness;

beforeAll(async () => {
  database = await openContractDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  harness = await database.harness();
});

async function scrape(): Promise<readonly string[]> {
  const registry = new Registry();
  await backlogGauges(registry, postgresBacklog(database.pools.system, harness.stores.alerts)).refresh();
  return (await registry.metrics()).split('\n').filter((line) => line.startsWith('atende_'));
}
const valueOf = (lines: readonly string[], series: string) =>
  Number(lines.find((line) => line.startsWith(`${series} `))?.slice(series.length + 1));
const oldest = (lines: readonly string[], { clinicId }: Party, kind: string) =>
  valueOf(lines, `atende_oldest_due_seconds{clinic="${clinicId}",kind="${kind}"}`);

describe('the gauges of what waits', () => {
  it('tell for each clinic what is due, what waits, and how old the oldest of it is', async () => {
    const [slow, quick] = [await aParty(harness), await aParty(harness)];
    await book(harness, slow.clinicId);
    await receive(harness, slow, aMessage());
    await harness.passTime(policy.debounceMs + 60_000);
    await receive(harness, quick, aMessage());

    const lines = await scrape();
    expect(oldest(lines, slow, 'turn')).toBeGreaterThanOrEqual(60);
    expect(oldest(lines, slow, 'turn')).toBeLessThan(90);
    expect(oldest(lines, slow, 'appointment')).toBeGreaterThanOrEqual(60);
    expect(oldest(lines, quick, 'turn')).toBe(0);
    expect(oldest(lines, quick, 'appointment')).toBe(0);
    const turns = ({ clinicId }: Party, state: string) =>
      valueOf(lines, `atende_turns{clinic="${clinicId}",state="${state}"}`);
    expect([turns(slow, 'due'), turns(slow, 'waiting')]).toEqual([1, 0]);
    expect([turns(quick, 'due'), turns(quick, 'waiting')]).toEqual([0, 1]);
    expect(valueOf(lines, `atende_appointments_due{clinic="${slow.clinicId}"}`)).toBe(1);
    expect(valueOf(lines, `atende_appointments_due{clinic="${quick.clinicId}"}`)).toBe(0);
  });

  it('tell for each clinic which sends are due, wait, or are unknown', async () => {
    const [mine, other] = [await aParty(harness), await aParty(harness)];
    await queueReplies(harness, mine, 'one');
    const send = await claimSend(harness);
    const until = new Date(harness.now().getTime() + 60_000);
    await harness.stores.outbox.settle(send, { to: 'unknown', until, isAttempt: true }, harness.now());
    await queueReplies(harness, other, 'two');

    const lines = await scrape();
    const sends = ({ clinicId }: Party) =>
      ['due', 'waiting', 'unknown'].map((state) =>
        valueOf(lines, `atende_sends{clinic="${clinicId}",state="${state}"}`),
      );
    expect(sends(mine)).toEqual([0, 1, 1]);
    expect(sends(other)).toEqual([1, 0, 0]);
    expect(oldest(lines, mine, 'send')).toBe(0);
  });
});

describe('the age of the oldest due work', () => {
  const ages = async (party: Party) => {
    const lines = await scrape();
    return (['reminder', 'file', 'calendar'] as const).map((kind) => oldest(lines, party, kind));
  };

  it('grows while nobody reminds, fetches files or looks at a calendar', async () => {
    const party = await aParty(harness);
    const { stores } = harness;
    await stores.clinicCalendars.associate(party.clinicId, [
      {
        calendarId,
        summary: '',
        timeZone: 'America/Sao_Paulo',
        accessRole: 'owner',
        reachability: 'reachable',
      },
    ]);
    await confirm(harness, party.clinicId);
    await receive(harness, party, aMessage({ type: 'image', media: { mediaId: 'media-1' } }));
    await harness.passTime(60_000);
    for (const age of await ages(party)) {
      expect(age).toBeGreaterThanOrEqual(60);
      expect(age).toBeLessThan(90);
    }
    await stores.reminders.claim(1, leaseMs);
    await stores.messageMedia.claim(1, leaseMs);
    await stores.calendarFeeds.claim(1, leaseMs);
    expect(await ages(party)).toEqual([0, 0, 0]);
    await harness.passTime(leaseMs + 1_000);
    for (const age of await ages(party)) expect(age).toBeGreaterThanOrEqual(60);
  });

  it('is none for the reminders of a clinic that is switched off', async () => {
    const party = await aParty(harness);
    await confirm(harness, party.clinicId);
    await harness.passTime(60_000);
    expect((await ages(party))[0]).toBeGreaterThanOrEqual(60);
    await database.owner.query('update clinics set is_active = false where id = $1', [party.clinicId]);
    expect((await ages(party))[0]).toBeFalsy();
  });
});

describe('the time to the answer of a webhook', () => {
  it('is told for each clinic', async () => {
    const registry = new Registry();
    const telemetry = prometheusTelemetry(registry);
    telemetry.webhookAnswered('clinic-1', 200, 12);
    telemetry.webhookAnswered(undefined, 401, 1);
    const text = await registry.metrics();
    expect(text).toContain('atende_webhook_ack_seconds_count{clinic="clinic-1",status="200"} 1');
    expect(text).toContain('atende_webhook_ack_seconds_count{clinic="none",status="401"} 1');
  });
});
