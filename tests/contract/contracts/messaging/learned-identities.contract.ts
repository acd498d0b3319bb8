import { beforeEach, describe, expect, it } from 'vitest';
import type { PersonToPlace, Placement } from '../../../../src/application/ports/messaging/people.ts';
import type { Sighting } from '../../../../src/domain/messaging/people/contact-identity.ts';
import { phone } from '../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../support/builders/a-status.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aClinicWithNumber, aParty, claimSend, queueReplies, type Party } from '../../harness/steps.ts';

type Told = { readonly waId?: string; readonly bsuid?: string; readonly parentBsuid?: string };
const mobile = { phone: phone('5547999990001') };
const shortMobile = phone('554799990001');

/** What WhatsApp says about the recipient, in the answer to a send and in the statuses after it. */
export const toldIdentitiesContract = (make: MakeHarness) =>
  describe('identities told about a recipient', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness, undefined, mobile);
    });

    const person = (sighting: Sighting, at: Party): PersonToPlace => ({
      clinicId: at.clinicId,
      whatsappNumber: at.number.whatsappNumber,
      sighting,
    });
    const whoIs = async (sighting: Sighting, at = party) =>
      (await harness.stores.people.place([person(sighting, at)], harness.now()))[0]?.contactId;
    const contactOf = ({ placement }: { readonly placement: Placement }) => placement.contactId;
    const flags = (at: Party) => harness.readFlags(at.clinicId, contactOf(at));
    const addressOf = async (at: Party) => {
      await queueReplies(harness, at, 'who are you?');
      return (await claimSend(harness)).to;
    };

    let sent = 0;
    const answer = async (told: Told, at = party) => {
      await queueReplies(harness, at, 'hello');
      const send = await claimSend(harness);
      const metaMessageId = `wamid.told.${++sent}`;
      expect(
        await harness.stores.outbox.settle(send, { to: 'accepted', metaMessageId, ...told }, harness.now()),
      ).toBe(true);
      return metaMessageId;
    };
    const status = async (recipient: Sighting, at = party) => {
      const metaMessageId = await answer({}, at);
      const report = () =>
        harness.stores.deliveryLog.record([
          { clinicId: at.clinicId, status: aStatus('sent', { metaMessageId, recipient }) },
        ]);
      expect(await report()).toMatchObject([{ outcome: 'recorded' }]);
      return report;
    };

    describe.each([
      [
        'the answer to a send',
        async ({ phone: waId, bsuid, parentBsuid }: Sighting, at?: Party) => {
          await answer(
            { ...(waId && { waId }), ...(bsuid && { bsuid }), ...(parentBsuid && { parentBsuid }) },
            at,
          );
        },
      ],
      [
        'a status',
        async (told: Sighting, at?: Party) => {
          await status(told, at);
        },
      ],
    ] as const)('in %s', (_, tell) => {
      it('are the recipient’s from then on, when nobody has them', async () => {
        await tell({ phone: shortMobile, bsuid: 'BR.told', parentBsuid: 'BR.ENT.told' });
        expect(await whoIs({ bsuid: 'BR.told' })).toBe(contactOf(party));
        expect(await whoIs({ bsuid: 'BR.new', parentBsuid: 'BR.ENT.told' })).toBe(contactOf(party));
        expect(await flags(party)).toEqual([]);
      });

      it('are an address for the next message', async () => {
        await tell({ phone: shortMobile, bsuid: 'BR.told' });
        expect(await addressOf(party)).toEqual({ phone: shortMobile, bsuid: 'BR.told' });
      });

      it('bring the phone of somebody who was known by user id only', async () => {
        const hidden = await aParty(harness, party, { bsuid: 'BR.hidden' });
        await tell({ phone: phone('5547988880002'), bsuid: 'BR.hidden' }, hidden);
        expect(await whoIs({ phone: phone('554788880002') })).toBe(contactOf(hidden));
      });

      it('stay with somebody else who has them, and both are shown to a human', async () => {
        const other = await aParty(harness, party, { bsuid: 'BR.other' });
        await tell({ ...mobile, bsuid: 'BR.other', parentBsuid: 'BR.ENT.unowned' });
        expect(await whoIs({ bsuid: 'BR.other' })).toBe(contactOf(other));
        expect(await whoIs({ bsuid: 'BR.x', parentBsuid: 'BR.ENT.unowned' })).not.toBe(contactOf(party));
        expect(await flags(party)).toEqual(['identity-conflict']);
        expect(await flags(other)).toEqual(['identity-conflict']);
      });

      it('stay with somebody who gave them up', async () => {
        const [before, after] = [{ bsuid: 'BR.before' }, { bsuid: 'BR.after' }];
        const other = await aParty(harness, party, before);
        const news = { ...person(before, other), change: { previous: before, current: after } };
        await harness.stores.people.place([news], harness.now());
        await tell({ ...mobile, bsuid: 'BR.before' });
        expect(await whoIs(before)).toBe(contactOf(other));
        expect(await flags(party)).toEqual([]);
      });

      it('are nobody’s when the phone seems to be somebody else’s now', async () => {
        const known = await aParty(harness, party, { phone: phone('5547977770003'), bsuid: 'BR.known' });
        await tell({ phone: phone('5547977770003'), bsuid: 'BR.stranger' }, known);
        expect(await flags(known)).toEqual(['recycled-phone']);
        expect(await whoIs({ bsuid: 'BR.stranger' })).not.toBe(contactOf(known));
        expect(await whoIs({ bsuid: 'BR.known' })).toBe(contactOf(known));
      });

      it('do not bring back what the recipient gave up', async () => {
        const [before, after] = [{ bsuid: 'BR.old' }, { bsuid: 'BR.now' }];
        const rotated = await aParty(harness, party, before);
        const news = { ...person(before, rotated), change: { previous: before, current: after } };
        await harness.stores.people.place([news], harness.now());
        const again = await aParty(harness, rotated, after);
        await tell({ bsuid: 'BR.old' }, again);
        expect(await addressOf(again)).toEqual({ bsuid: 'BR.now' });
        expect(await flags(again)).toEqual([]);
      });

      it('mean nothing in another clinic', async () => {
        const elsewhere = await aParty(harness, await aClinicWithNumber(harness), mobile);
        await tell({ ...mobile, bsuid: 'BR.here' });
        expect(await whoIs({ bsuid: 'BR.here' }, elsewhere)).not.toBe(contactOf(elsewhere));
      });
    });

    it('are learned from a repeated status, too: the first may have been heard by half', async () => {
      const report = await status({ bsuid: 'BR.twice' });
      expect(await report()).toMatchObject([{ outcome: 'old' }]);
      expect(await whoIs({ bsuid: 'BR.twice' })).toBe(contactOf(party));
    });

    it('have one owner when they are told about two people at once, whoever was first', async () => {
      const second = await aParty(harness, party, { phone: phone('5547966660004') });
      const wamids = [await answer({}, party), await answer({}, second)];
      await Promise.all(
        Array.from({ length: 6 }, (_, n) =>
          harness.stores.deliveryLog.record(
            (n % 2 ? wamids : [...wamids].reverse()).map((metaMessageId) => ({
              clinicId: party.clinicId,
              status: aStatus('sent', { metaMessageId, recipient: { bsuid: 'BR.raced' } }),
            })),
          ),
        ),
      );
      const owner = await whoIs({ bsuid: 'BR.raced' });
      expect([contactOf(party), contactOf(second)]).toContain(owner);
      expect(await flags(party)).toEqual(['identity-conflict']);
      expect(await flags(second)).toEqual(['identity-conflict']);
    });

    it('are met by the person’s own message at the same moment, and make one person', async () => {
      const metaMessageId = await answer({});
      const both = { ...mobile, bsuid: 'BR.same' };
      await Promise.all(
        Array.from({ length: 4 }, () => [
          harness.stores.deliveryLog.record([
            { clinicId: party.clinicId, status: aStatus('read', { metaMessageId, recipient: both }) },
          ]),
          whoIs(both),
        ]).flat(),
      );
      expect(await whoIs({ bsuid: 'BR.same' })).toBe(contactOf(party));
      expect(await harness.readConversationCount(party.clinicId)).toBe(1);
      expect(await flags(party)).toEqual([]);
    });
  });
