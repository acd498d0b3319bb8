import { beforeEach, describe, expect, it } from 'vitest';
import type { IdempotencyScope } from '../../../../src/application/ports/access/idempotent-requests.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

const leaseMs = 60_000;

export const idempotentRequestsContract = (make: MakeHarness) =>
  describe('idempotent requests', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const attempt = (wish: Partial<IdempotencyScope> = {}, requestHash = 'hash') => ({
      id: harness.ids.next(),
      scope: { caller: 'user:ana', operation: 'registerClinic', key: 'k1', ...wish },
      requestHash,
    });
    const begin = (made: ReturnType<typeof attempt>, now = harness.now()) =>
      harness.stores.idempotentRequests.begin(made, leaseMs, now);
    const later = (ms: number) => new Date(harness.now().getTime() + ms);

    it('let one of many attempts at once go first', async () => {
      const states = await Promise.all(Array.from({ length: 8 }, () => begin(attempt())));
      expect(states.filter(({ state }) => state === 'first')).toHaveLength(1);
      expect(states.filter(({ state }) => state === 'in-progress')).toHaveLength(7);
    });

    it('give every repeat the same answer', async () => {
      const first = attempt();
      expect(await begin(first)).toEqual({ state: 'first', firstId: first.id });
      const reply = { status: 201, headers: { location: '/x' }, body: '{"a": "\\u0000"}' };
      await harness.stores.idempotentRequests.answer(first, reply);
      expect(await begin(attempt())).toEqual({ state: 'answered', reply });
      const bare = attempt({ key: 'k2' });
      await begin(bare);
      await harness.stores.idempotentRequests.answer(bare, { status: 204, headers: {} });
      expect(await begin(attempt({ key: 'k2' }))).toEqual({
        state: 'answered',
        reply: { status: 204, headers: {} },
      });
    });

    it('are told apart by clinic, caller, operation and key, and refuse another wish', async () => {
      const clinicId = await harness.addClinic();
      await begin(attempt());
      for (const other of [{ clinicId }, { caller: 'user:bia' }, { operation: 'x' }, { key: 'k2' }])
        expect(await begin(attempt(other))).toMatchObject({ state: 'first' });
      expect(await begin(attempt({}, 'another hash'))).toEqual({ state: 'other-request' });
    });

    it('may be tried again when the first attempt never answered, and its late answer is not taken', async () => {
      const [first, second] = [attempt(), attempt()];
      await begin(first);
      expect(await begin(second, later(leaseMs - 1_000))).toEqual({ state: 'in-progress' });
      expect(await begin(second, later(leaseMs + 1_000))).toEqual({ state: 'first', firstId: first.id });
      const { idempotentRequests } = harness.stores;
      await idempotentRequests.answer(first, { status: 500, headers: {} });
      await idempotentRequests.answer(second, { status: 201, headers: {} });
      expect(await begin(attempt())).toMatchObject({ state: 'answered', reply: { status: 201 } });
    });

    it('may be tried again at once when the first attempt had no effect', async () => {
      const first = attempt();
      await begin(first);
      await harness.stores.idempotentRequests.release(first);
      expect(await begin(attempt())).toEqual({ state: 'first', firstId: first.id });
    });

    it('are forgotten after their time', async () => {
      await begin(attempt());
      const { idempotentRequests } = harness.stores;
      expect(await idempotentRequests.forget(later(-1_000))).toBe(0);
      expect(await idempotentRequests.forget(later(1_000))).toBe(1);
      const anew = attempt();
      expect(await begin(anew)).toEqual({ state: 'first', firstId: anew.id });
    });
  });
