import type { PhoneDigits } from '../../../../src/domain/messaging/people/phone-number.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../support/builders/a-status.ts';
import type { ClaimedSend } from '../../../../src/application/ports/messaging/outbox.ts';
import type { StopSource } from '../../../../src/domain/messaging/sending/send-stop.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import {
  aClinicWithNumber,
  aParty,
  claimSend,
  leaseMs,
  queueReplies,
  receive,
  type Party,
} from '../../harness/steps.ts';

export const outboxContract = (make: MakeHarness) =>
  describe('the outbox', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const claim = (limit = 10) => harness.stores.outbox.claim(limit, leaseMs);
    const later = (ms: number) => new Date(harness.now().getTime() + ms);
    const settle: Harness['stores']['outbox']['settle'] = (...args) => harness.stores.outbox.settle(...args);
    const outbound = async () =>
      (await harness.readMessages(party.clinicId)).filter((row) => row.direction === 'outbound');

    const stop = (by: StopSource) => ({ by, reason: 'Token expired' });

    it('offers the messages of a conversation one by one, in the order of the answer', async () => {
      await queueReplies(harness, party, 'one', 'two', 'three');
      for (const [n, body] of ['one', 'two', 'three'].entries()) {
        const claims = (await Promise.all(Array.from({ length: 4 }, () => claim()))).flat();
        expect(claims).toMatchObject([{ content: { body }, found: 'queued', attempts: 0, overtaken: false }]);
        expect(await settle(claims[0]!, { to: 'accepted', metaMessageId: `w-${n}` }, harness.now())).toBe(
          true,
        );
      }
      expect(await claim()).toEqual([]);
      expect(await outbound()).toMatchObject([
        { status: 'accepted', metaMessageId: 'w-0', attempts: 1, scheduled: false },
        { status: 'accepted', metaMessageId: 'w-1' },
        { status: 'accepted', metaMessageId: 'w-2' },
      ]);
    });

    it('says where the message goes from and to', async () => {
      await queueReplies(harness, party, 'hello');
      expect(await claimSend(harness)).toMatchObject({
        from: party.number,
        to: { phone: '5547999990001' },
        simulation: false,
        requestId: 'request-1',
      });
    });

    it.each(['retry', 'unknown'] as const)(
      'holds newer messages back while the oldest waits (%s)',
      async (to) => {
        await queueReplies(harness, party, 'one', 'two');
        const first = await claimSend(harness);
        const until = later(60_000);
        await settle(
          first,
          to === 'retry' ? { to, at: until, isAttempt: true } : { to, until, isAttempt: true },
          harness.now(),
        );
        expect(await claim()).toEqual([]);
        expect(await harness.stores.outbox.msUntilDue()).toBeGreaterThan(50_000);
        await harness.passTime(61_000);
        expect(await claim()).toMatchObject([
          { content: { body: 'one' }, found: to === 'retry' ? 'queued' : 'unknown', attempts: 1 },
        ]);
      },
    );

    it('lets the next message go when one failed or was cancelled', async () => {
      await queueReplies(harness, party, 'one', 'two', 'three');
      const failure = { class: 'final', code: '131026', detail: 'Undeliverable' } as const;
      await settle(await claimSend(harness), { to: 'failed', failure }, harness.now());
      await settle(
        await claimSend(harness),
        { to: 'cancelled', reason: 'overtaken-by-human' },
        harness.now(),
      );
      expect(await claim()).toMatchObject([{ content: { body: 'three' } }]);
      expect(await outbound()).toMatchObject([
        { status: 'failed', errorCode: '131026', scheduled: false },
        { status: 'cancelled', errorCode: 'overtaken-by-human', scheduled: false },
        { status: 'sending' },
      ]);
    });

    it('marks a simulated message as accepted without an id', async () => {
      await queueReplies(harness, party, 'one');
      await settle(await claimSend(harness), { to: 'simulated' }, harness.now());
      expect(await outbound()).toMatchObject([
        { status: 'accepted', metaMessageId: undefined, scheduled: false },
      ]);
    });

    it('takes a message as accepted whose answer could not be read, and learns its id from a status', async () => {
      await queueReplies(harness, party, 'one');
      const send = await claimSend(harness);
      await settle(send, { to: 'accepted' }, harness.now());
      expect(await outbound()).toMatchObject([
        { status: 'accepted', metaMessageId: undefined, scheduled: false, attempts: 1 },
      ]);
      const status = aStatus('delivered', { outboundId: send.messageId, metaMessageId: 'wamid.LATE' });
      await harness.stores.deliveryLog.record([{ clinicId: party.clinicId, status }]);
      expect(await outbound()).toMatchObject([{ status: status.status, metaMessageId: 'wamid.LATE' }]);
    });

    it('offers a message again as `sending` when the lease of its worker ran out, and heeds the zombie no more', async () => {
      await queueReplies(harness, party, 'one');
      const zombie = await claimSend(harness);
      expect(await claim()).toEqual([]);
      await harness.passTime(leaseMs + 1_000);
      const [heir] = await claim();
      expect(heir).toMatchObject({ found: 'sending', messageId: zombie.messageId });
      expect(await settle(zombie, { to: 'cancelled', reason: 'zombie' }, harness.now())).toBe(false);
      expect(await harness.stores.outbox.markResend(zombie)).toBe(false);
      expect(await outbound()).toMatchObject([
        { status: 'sending', metaMessageId: undefined, attempts: 0, resends: 0 },
      ]);
      expect(await harness.stores.outbox.markResend(heir!)).toBe(true);
      expect(
        await settle(heir!, { to: 'unknown', until: later(1_000), isAttempt: true }, harness.now()),
      ).toBe(true);
      expect(await settle(heir!, { to: 'simulated' }, harness.now())).toBe(false);
      expect(await outbound()).toMatchObject([{ status: 'unknown', resends: 1, attempts: 1 }]);
    });

    it('says that a human has overtaken an answer', async () => {
      await queueReplies(harness, party, 'one');
      await receive(harness, party, aMessage({ origin: 'staff', sentAt: harness.now() }));
      expect(await claim()).toMatchObject([{ overtaken: true }]);
    });

    it('rotates over clinics', async () => {
      const busy = await aClinicWithNumber(harness);
      for (let n = 0; n < 6; n += 1)
        await queueReplies(harness, await aParty(harness, busy, { bsuid: `BR.busy${n}` }), 'x');
      await queueReplies(harness, party, 'mine');
      const clinics = (await claim(2)).map(({ clinicId }) => clinicId);
      expect(new Set(clinics)).toEqual(new Set([busy.clinicId, party.clinicId]));
    });

    it('leaves out a number whose sends are stopped, longer each time, until it is resumed', async () => {
      await queueReplies(harness, party, 'one');
      const { outbox } = harness.stores;
      const failure = { class: 'account', code: '190', detail: 'Token expired' } as const;
      for (const [n, minutes] of [0.25, 0.5, 1, 2, 4, 8, 16, 32, 60, 60].entries()) {
        const send = await claimSend(harness);
        await settle(send, { to: 'retry', at: harness.now(), failure, isAttempt: true }, harness.now());
        const stopped = await outbox.stopNumbers(party.number, stop('send'), harness.now());
        expect(stopped).toMatchObject([{ whatsappNumber: party.number.whatsappNumber, count: n + 1 }]);
        await harness.passTime(minutes * 60_000 - 5_000);
        expect(await claim()).toEqual([]);
        await harness.passTime(6_000);
      }
      await outbox.stopNumbers(party.number, stop('send'), harness.now());
      const proof = { by: 'accepted', at: later(1) } as const;
      const { clinicId, whatsappNumber } = party.number;
      expect(await outbox.resumeNumbers([{ which: party.number, proof }])).toEqual([
        { clinicId, whatsappNumber },
      ]);
      expect(await outbox.resumeNumbers([{ which: party.number, proof }])).toEqual([]);
      expect(await claim()).toHaveLength(1);
    });

    it('lets the other numbers of a clinic send while one is stopped, and gives that one probe at a time', async () => {
      const { clinicId } = party;
      const { outbox } = harness.stores;
      const number = await harness.addNumber(clinicId, {
        whatsappNumber: `${party.number.whatsappNumber}0`,
        wabaId: 'w2',
      });
      const others = { clinicId, number };
      for (let n = 0; n < 3; n += 1)
        for (const clinic of [party, others])
          await queueReplies(
            harness,
            await aParty(harness, clinic, { bsuid: `BR.${n}${clinic.number.whatsappNumber}` }),
            'x',
          );
      const numbers = async (limit: number) =>
        (await claim(limit)).map(({ from, isProbe }) => [from.whatsappNumber, isProbe]);
      await outbox.stopNumbers(number, stop('send'), harness.now());
      expect(await numbers(2)).toEqual([
        [party.number.whatsappNumber, false],
        [party.number.whatsappNumber, false],
      ]);
      await harness.passTime(61_000);
      // the leases are over, too: what was in hand counts as unknown, and is due before anything else
      const first = await numbers(10);
      expect(first.filter(([digits]) => digits === number.whatsappNumber)).toEqual([
        [number.whatsappNumber, true],
      ]);
      expect(first).toHaveLength(4);
      // the probe is still in hand
      expect(await numbers(10)).toEqual([]);
      expect(
        await outbox.resumeNumbers([{ which: { clinicId, wabaId: 'w2' }, proof: { by: 'news' } }]),
      ).toHaveLength(1);
      expect(await numbers(10)).toEqual([
        [number.whatsappNumber, false],
        [number.whatsappNumber, false],
      ]);
    });

    it('gives no place in the rate to what was claimed before its number was stopped, but to the probe', async () => {
      const { outbox } = harness.stores;
      await queueReplies(harness, party, 'one');
      const lease = { full: leaseMs, least: 1_000 };
      const reserve = (of: ClaimedSend, intervalMs = 600_000) => {
        const rate = { intervalMs, burst: 1 };
        return outbox.reservePlace(of, { number: rate, pair: rate }, lease);
      };
      const send = await claimSend(harness);
      expect(await reserve(send, 0)).toBe('go');
      await outbox.stopNumbers(party.number, stop('send'), harness.now());
      expect(await reserve(send)).toBe('number-stopped');
      await settle(send, { to: 'retry', at: send.dueAt, isAttempt: false }, harness.now());
      expect(await claim()).toEqual([]);
      await harness.passTime(61_000);
      const probe = await claimSend(harness);
      expect(probe).toMatchObject({ isProbe: true, attempts: 0, found: 'queued' });
      // nothing was taken by the other
      expect(await reserve(probe)).toBe('go');
    });

    it('stops and resumes one number, those of an account, or all of a clinic', async () => {
      const { clinicId } = party;
      const { outbox } = harness.stores;
      const digits = [1, 2].map((n) => `${party.number.whatsappNumber}${n}`);
      for (const whatsappNumber of digits)
        await harness.addNumber(clinicId, { whatsappNumber, wabaId: 'w3' });
      const stopped = async (which: Parameters<typeof outbox.stopNumbers>[0]) =>
        (await outbox.stopNumbers(which, stop('news'), harness.now()))
          .map(({ whatsappNumber }) => whatsappNumber)
          .sort();
      expect(await stopped({ clinicId, wabaId: 'w3' })).toEqual(digits);
      expect(await stopped({ clinicId, wabaId: 'w4' })).toEqual([]);
      expect(await stopped({ clinicId })).toEqual([party.number.whatsappNumber, ...digits]);
      expect(await outbox.resumeNumbers([{ which: { clinicId }, proof: { by: 'news' } }])).toHaveLength(3);
    });

    it.each([
      ['send', 'accepted', true],
      ['send', 'sent', true],
      ['status', 'accepted', false],
      ['status', 'sent', true],
      ['news', 'accepted', false],
      ['news', 'sent', true],
      ['news', 'news', true],
    ] as const)('ends a stop by %s when the proof is %s: %s', async (by, proof, ends) => {
      const { outbox } = harness.stores;
      const resume = async (at: Date) =>
        (await outbox.resumeNumbers([{ which: party.number, proof: { by: proof, at } }])).length;
      const now = harness.now();
      await outbox.stopNumbers(party.number, stop(by), now);
      if (proof !== 'news') expect(await resume(new Date(now.getTime() - 1))).toBe(0);
      expect(await resume(new Date(now.getTime() + 1))).toBe(ends ? 1 : 0);
    });

    it('remembers the weightiest reason of a stop', async () => {
      const { outbox } = harness.stores;
      for (const by of ['news', 'send'] as const)
        await outbox.stopNumbers(party.number, stop(by), harness.now());
      const proof = { by: 'accepted', at: later(1) } as const;
      expect(await outbox.resumeNumbers([{ which: party.number, proof }])).toEqual([]);
    });

    it('gives places by the rate of pair and number, and takes none when one of them is full', async () => {
      await queueReplies(harness, party, 'one');
      const send = await claimSend(harness);
      const now = harness.now();
      const pacing = { pair: { intervalMs: 60_000, burst: 2 }, number: { intervalMs: 10, burst: 100 } };
      const reserve = () =>
        harness.stores.outbox.reservePlace(send, pacing, { full: 600_000, least: 600_000 });
      expect(await reserve()).toBe('go');
      expect(await reserve()).toBe('go');
      const place = await reserve();
      const waitMs = typeof place === 'object' ? place.notBefore.getTime() - now.getTime() : 0;
      expect(waitMs).toBeGreaterThan(50_000);
      await harness.passTime(waitMs - 10_000);
      expect(await reserve()).toBeTypeOf('object');
      await harness.passTime(11_000);
      expect(await reserve()).toBe('go');
    });

    it('gives out no more places than the rate has, however many workers ask at once', async () => {
      await queueReplies(harness, party, 'one');
      const send = await claimSend(harness);
      const pacing = { pair: { intervalMs: 1_000, burst: 100 }, number: { intervalMs: 1_000, burst: 5 } };
      const places = await Promise.all(
        Array.from({ length: 12 }, () =>
          harness.stores.outbox.reservePlace(send, pacing, { full: leaseMs, least: leaseMs }),
        ),
      );
      expect(places.filter((place) => place === 'go')).toHaveLength(5);
    });

    it('holds the rate of a number that sends for the first time, to many patients at once', async () => {
      const others = await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          aParty(harness, party, { phone: `551196666000${n}` as PhoneDigits }),
        ),
      );
      for (const other of others) await queueReplies(harness, other, 'one');
      const sends = await harness.stores.outbox.claim(8, leaseMs);
      expect(sends).toHaveLength(8);
      const pacing = { pair: { intervalMs: 1_000, burst: 5 }, number: { intervalMs: 60_000, burst: 3 } };
      const places = await Promise.all(
        sends.map((send) =>
          harness.stores.outbox.reservePlace(send, pacing, { full: leaseMs, least: leaseMs }),
        ),
      );
      expect(places.filter((place) => place === 'go')).toHaveLength(3);
    });

    it('gives no place to a worker whose message somebody else has', async () => {
      await queueReplies(harness, party, 'one');
      const zombie = await claimSend(harness);
      await harness.passTime(leaseMs + 1_000);
      const pacing = { pair: { intervalMs: 0, burst: 1 }, number: { intervalMs: 0, burst: 1 } };
      const holder = await claimSend(harness);
      const { outbox } = harness.stores;
      expect(await outbox.reservePlace(zombie, pacing, { full: leaseMs, least: leaseMs })).toBe('lost');
      expect(await outbox.reservePlace(holder, pacing, { full: leaseMs, least: leaseMs })).toBe('go');
    });

    it('renews the lease with the place, so that waiting for it does not use it up', async () => {
      await queueReplies(harness, party, 'one');
      const send = await claimSend(harness);
      await harness.passTime(leaseMs - 5_000);
      const pacing = { pair: { intervalMs: 0, burst: 1 }, number: { intervalMs: 0, burst: 1 } };
      expect(await harness.stores.outbox.reservePlace(send, pacing, { full: leaseMs, least: leaseMs })).toBe(
        'go',
      );
      await harness.passTime(leaseMs - 5_000);
      expect(await claim()).toEqual([]);
    });

    it('leaves a lease as it is that lasts long enough', async () => {
      await queueReplies(harness, party, 'one');
      const send = await claimSend(harness);
      const pacing = { pair: { intervalMs: 0, burst: 1 }, number: { intervalMs: 0, burst: 1 } };
      await harness.passTime(10_000);
      const lease = { full: leaseMs, least: leaseMs - 20_000 };
      expect(await harness.stores.outbox.reservePlace(send, pacing, lease)).toBe('go');
      await harness.passTime(leaseMs - 9_000);
      expect(await claim()).toMatchObject([{ messageId: send.messageId }]);
    });

    it('records that WhatsApp accepted a message although the lease was lost meanwhile', async () => {
      await queueReplies(harness, party, 'one');
      const zombie = await claimSend(harness);
      await harness.passTime(leaseMs + 1_000);
      await claimSend(harness);
      const accepted = { to: 'accepted', metaMessageId: 'w-late' } as const;
      expect(await harness.stores.outbox.settle(zombie, accepted, harness.now())).toBe(true);
      expect(await outbound()).toMatchObject([
        { status: 'accepted', metaMessageId: 'w-late', scheduled: false },
      ]);
    });

    it('keeps back what a clinic that is not active any more still had to say', async () => {
      await queueReplies(harness, party, 'one');
      await harness.deactivate(party.clinicId);
      expect(await claim()).toEqual([]);
    });

    it('counts the window from what the patient wrote last', async () => {
      await queueReplies(harness, party, 'one');
      const sentAt = new Date(Math.floor(harness.now().getTime() / 1_000) * 1_000);
      await receive(harness, party, aMessage({ sentAt }));
      await receive(harness, party, aMessage({ sentAt: new Date(sentAt.getTime() - 60_000) }));
      expect((await claimSend(harness)).lastPatientMessageAt).toEqual(sentAt);
    });
  });
