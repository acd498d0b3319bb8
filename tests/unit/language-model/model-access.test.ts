import { describe, expect, it } from 'vitest';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { memoryTimers } from '../../../src/adapters/memory/system/timers.ts';
import { makeModelAccess, type ModelOffer } from '../../../src/application/assistant/model/model-access.ts';
import type { RecordedStep } from '../../../src/domain/assistant/model/turn-record.ts';
import type { LocalDate } from '../../../src/domain/clinic/local-time.ts';
import { addMemoryClinic } from '../../support/worlds/memory-clinics.ts';

const day = '2026-11-25' as LocalDate;
const offer: ModelOffer = { model: 'gpt-6-luna', dayLimits: { microdollars: 1_000, tokens: 10_000 } };
const use = { microdollars: 100, tokens: 500 };
const spent = { ...use, isPriced: true };

const step = (end: RecordedStep['end'], more: Partial<RecordedStep> = {}): RecordedStep => ({
  ...{ ms: 10, end, text: '', calls: [], tokens: {} },
  ...more,
});

async function clinicWithModel(modelOffer: ModelOffer | 'none' = offer) {
  const clock = memoryClock();
  const timers = memoryTimers(clock);
  const db = memoryDatabase(clock);
  const stores = memoryStores(db);
  const clinicId = addMemoryClinic(db);
  await stores.clinicAssistants.save(clinicId, { usesModel: true });
  const access = makeModelAccess({
    ...stores,
    modelOffer: modelOffer === 'none' ? undefined : modelOffer,
    clock,
    timers,
  });
  const grant = async () => (await access({ clinicId, day }))!;
  /** One turn whose steps ended like this; why the model was not asked, if it was not. */
  const turn = async (...ends: readonly RecordedStep[]) => {
    const granted = await grant();
    const refusal = await granted.begin(use);
    if (refusal === undefined) await granted.end(spent, ends);
    return refusal;
  };
  return { stores, clinicId, access, grant, turn, timers };
}

describe('the model of a clinic', () => {
  it('is none where the clinic wants none, or the installation has none', async () => {
    const { access, stores, clinicId } = await clinicWithModel();
    await stores.clinicAssistants.save(clinicId, { usesModel: false });
    expect(await access({ clinicId, day })).toBeUndefined();
    const other = await clinicWithModel('none');
    expect(await other.access({ clinicId: other.clinicId, day })).toBeUndefined();
  });

  it('is its own where it names one, with the price of that one', async () => {
    const { grant, stores, clinicId } = await clinicWithModel();
    expect(await grant()).toMatchObject({ model: 'gpt-6-luna', price: { input: 0.1 } });
    await stores.clinicAssistants.save(clinicId, { usesModel: true, model: 'claude-sonnet-5-5' });
    expect(await grant()).toMatchObject({ model: 'claude-sonnet-5-5', price: { input: 2 } });
    await stores.clinicAssistants.save(clinicId, { usesModel: true, model: 'somebodys-own' });
    expect(await grant()).toMatchObject({ model: 'somebodys-own', price: undefined });
  });

  it('is alerted of at four fifths of the day budget, and not asked beyond it', async () => {
    const { turn, stores } = await clinicWithModel();
    for (let used = 0; used < 7; used += 1) expect(await turn(step('said'))).toBeUndefined();
    expect(await stores.alerts.openCount()).toEqual(new Map());
    expect(await turn(step('said'))).toBeUndefined();
    expect(await stores.alerts.openCount()).toEqual(new Map([['model-budget', 1]]));
    expect(await turn(step('said'))).toBeUndefined();
    expect(await turn(step('said'))).toBeUndefined();
    expect(await turn(step('said'))).toBe('day-budget');
  });

  it('is not blamed for a step that a takeover has broken off', async () => {
    const { turn } = await clinicWithModel({ ...offer, dayLimits: { microdollars: 1e6, tokens: 1e6 } });
    const broken = step('timeout', { wasBrokenOff: true });
    for (let times = 0; times < 20; times += 1) expect(await turn(broken)).toBeUndefined();
  });

  it('has the limit that the clinic chose', async () => {
    const { turn, stores, clinicId } = await clinicWithModel();
    await stores.clinicAssistants.save(clinicId, { usesModel: true, dayMicrodollars: 100 });
    expect(await turn(step('said'))).toBeUndefined();
    expect(await turn(step('said'))).toBe('day-budget');
  });

  it('gives back what was set aside and not used', async () => {
    const { grant, stores, clinicId } = await clinicWithModel();
    const granted = await grant();
    await granted.begin({ microdollars: 900, tokens: 9_000 });
    await granted.end({ microdollars: 3, tokens: 40, isPriced: true }, [step('said')]);
    expect(await stores.modelSpending.usedOn({ clinicId, day })).toEqual({
      microdollars: 3,
      tokens: 40,
      unpriced: 0,
    });
  });

  it('rests after five failures in a row, lets one try after a while, and is back by itself', async () => {
    const { turn, grant, timers } = await clinicWithModel({
      ...offer,
      dayLimits: { microdollars: 1e9, tokens: 1e9 },
    });
    for (let failed = 0; failed < 5; failed += 1) expect(await turn(step('timeout'))).toBeUndefined();
    expect(await turn()).toBe('provider-rests');
    await timers.advance(10_001);
    const probe = await grant();
    expect(await probe.begin(use)).toBeUndefined();
    expect(await turn()).toBe('provider-rests');
    await probe.end(spent, [step('said')]);
    expect(await turn(step('said'))).toBeUndefined();
  });

  it('is not blamed for what is said in a conversation', async () => {
    const { turn } = await clinicWithModel({ ...offer, dayLimits: { microdollars: 1e9, tokens: 1e9 } });
    for (let failed = 0; failed < 20; failed += 1)
      expect(await turn(step(failed % 2 === 0 ? 'content-filtered' : 'context-too-long'))).toBeUndefined();
  });

  it('waits as long as the provider says, within bounds', async () => {
    const { turn, timers } = await clinicWithModel();
    await turn(step('rate-limited', { retryAfterMs: 86_400_000 }));
    await timers.advance(59_000);
    expect(await turn()).toBe('provider-rests');
    await timers.advance(1_001);
    expect(await turn(step('said'))).toBeUndefined();
  });

  it.each(['key-refused', 'quota-exhausted', 'unknown-model'] as const)(
    'rests at once after %s, and whoever runs the installation is told',
    async (end) => {
      const { turn, stores } = await clinicWithModel();
      await turn(step(end));
      expect(await turn()).toBe('provider-rests');
      expect(await stores.alerts.openCount()).toEqual(new Map([['model-refused', 1]]));
    },
  );
});
