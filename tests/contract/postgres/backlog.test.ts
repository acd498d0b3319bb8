import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postgresBacklog } from '../../../src/adapters/postgres/operations/backlog.ts';
import { backlogGauges } from '../../../src/adapters/prometheus/backlog-gauges.ts';
import { prometheusTelemetry } from '../../../src/adapters/prometheus/telemetry.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { book } from '../harness/appointment-steps.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { aParty, claimSend, policy, queueReplies, receive, type Party } from '../harness/steps.ts';

let database: ContractDatabase;
let harness: Harness;
let registry: Registry;

beforeAll(async () => {
  database = await openContractDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  harness = await database.harness();
  registry = new Registry();
});

async function scrape(): Promise<readonly string[]> {
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

describe('the time to the answer of a webhook', () => {
  it('is told for each clinic', async () => {
    const telemetry = prometheusTelemetry(registry);
    telemetry.webhookAnswered('clinic-1', 200, 12);
    telemetry.webhookAnswered(undefined, 401, 1);
    const text = await registry.metrics();
    expect(text).toContain('atende_webhook_ack_seconds_count{clinic="clinic-1",status="200"} 1');
    expect(text).toContain('atende_webhook_ack_seconds_count{clinic="none",status="401"} 1');
  });
});
