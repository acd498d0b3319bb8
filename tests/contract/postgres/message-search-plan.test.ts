import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postgresMessageSearch } from '../../../src/adapters/postgres/messaging/views/message-search.ts';
import { openPool, openTenantPool } from '../../../src/adapters/postgres/pool.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { addMessages, leaveInvalid } from '../../support/database/messages.ts';
import { rowsRead } from '../../support/database/rows-read.ts';
import { openTwoClinics, type TwoClinics } from '../../support/database/two-clinics.ts';

let clinics: TwoClinics;
let owner: TwoClinics['owner'];
let [ours, theirs]: ClinicId[] = [];

beforeEach(async () => {
  clinics = await openTwoClinics();
  ({ owner, ours, theirs } = clinics);
});
afterEach(() => clinics.close());

const add = (clinic: ClinicId, messages: number) => addMessages(owner, clinic, messages);

const reads = async () =>
  (await rowsRead(owner, 'message_words', 'message_words_keys')) +
  (await rowsRead(owner, 'whatsapp_messages_improved'));

/** What is read by a program that has just connected. */
async function readsOf(word: string): Promise<{ readonly found: number; readonly reads: number }> {
  const settings = { url: clinics.url, max: 1, applicationName: 'atende contract' };
  const ignore = () => undefined;
  const system = openPool({ ...settings, role: 'atende_system' }, ignore);
  const tenants = openTenantPool(settings, ignore);
  const before = await reads();
  const search = postgresMessageSearch({ system, claims: system, batches: system, tenants });
  const found = await search.find({ clinicId: ours!, words: [word], limit: 20 });
  await Promise.all([system.end(), tenants.connections.end()]);
  return { found: found.items.length, reads: (await reads()) - before };
}

describe('what a search for words reads', () => {
  it.each([
    ['tables that nobody has measured', 0, 0, false],
    ['statistics of empty tables', 0, 0, true],
    ['statistics of a few messages', 30, 30, true],
    ['statistics of another clinic alone', 0, 9_000, true],
  ])('is what it shows and little more, with %s', { timeout: 60_000 }, async (_, own, other, isAnalyzed) => {
    if (own > 0) await add(ours!, own);
    if (other > 0) await add(theirs!, other);
    if (isAnalyzed) await owner.query('analyze');
    await add(ours!, 20_000);
    await add(theirs!, 20_000);
    // of the 200 that speak of it, 29 in the newest thirty days
    const rare = await readsOf('periodontista');
    expect(rare.found).toBe(20);
    expect(rare.reads).toBeLessThan(600);
    // a planner that knows the table looks at the ends of its indexes
    const unsaid = await readsOf('ortodontista');
    expect(unsaid.found).toBe(0);
    expect(unsaid.reads).toBeLessThan(200);
    // everybody says it: not more than thirty days of it are read
    const common = await readsOf('consulta');
    expect(common.found).toBe(20);
    expect(common.reads).toBeLessThan(3_500);
  });

  it('is nothing as long as its index is not there or not whole', async () => {
    await add(ours!, 2_000);
    await owner.query('drop index message_words_keys');
    await owner.query('analyze');
    const without = await readsOf('consulta');
    expect(without.found).toBe(0);
    expect(without.reads).toBeLessThan(20);
    await leaveInvalid(clinics.url);
    const withHalf = await readsOf('consulta');
    expect(withHalf.found).toBe(0);
    expect(withHalf.reads).toBeLessThan(20);
  });
});
