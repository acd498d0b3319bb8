import { beforeEach, describe, expect, it } from 'vitest';
import { messageId } from '../../../../../src/domain/messaging/message.ts';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { aParty, receive, type Party } from '../../../harness/steps.ts';
import { humanSteps, type HumanSteps } from '../../../harness/human-steps.ts';

export const readingContract = (make: MakeHarness) =>
  describe('human acts', () => {
    let harness: Harness;
    let party: Party;
    let at: HumanSteps['at'];
    let conversation: HumanSteps['conversation'];
    let patientWrites: HumanSteps['patientWrites'];
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
      ({ at, conversation, patientWrites } = humanSteps(harness, party));
    });

    describe('of reading', () => {
      const read = (
        ...upTo: Parameters<Harness['stores']['humanActs']['markRead']> extends [unknown, ...infer R]
          ? R
          : never
      ) => harness.stores.humanActs.markRead(at(), ...upTo);

      it('leave nothing unread, any number of times', async () => {
        await patientWrites();
        await patientWrites();
        expect([await read(), await read()]).toMatchObject([{ unread: 0 }, { unread: 0 }]);
        expect(await conversation()).toMatchObject({
          unread: 0,
          mode: 'assistant',
          epoch: 0,
          turnWaits: true,
        });
      });

      it('leave unread what came after the message that was seen last, and never raise the count', async () => {
        for (let n = 0; n < 3; n += 1) await patientWrites();
        await receive(harness, party, aMessage({ type: 'reaction', text: '', sentAt: harness.now() }));
        await receive(harness, party, aMessage({ origin: 'staff', sentAt: harness.now() }));
        const rows = await harness.readMessages(party.clinicId);
        expect(await read(messageId(rows[1]!.id))).toMatchObject({ unread: 1 });
        expect(await read(messageId(rows[0]!.id))).toMatchObject({ unread: 1 });
        expect(await read(messageId(rows[4]!.id))).toMatchObject({ unread: 0 });
      });

      it('count a call that nobody took, and none in which both have talked', async () => {
        const calls = (outcome: 'missed' | 'ended') =>
          receive(
            harness,
            party,
            aMessage({
              type: 'call',
              text: 'Ligação',
              details: { call: { outcome } },
              sentAt: harness.now(),
            }),
          );
        await patientWrites();
        for (const outcome of ['ended', 'missed', 'ended'] as const) await calls(outcome);
        expect(await conversation()).toMatchObject({ unread: 2, arrivals: 2 });
        const [first] = await harness.readMessages(party.clinicId);
        expect(await read(messageId(first!.id))).toMatchObject({ unread: 1 });
      });

      it('name the last message that the phone can be told of, to the first who reads it', async () => {
        const wrote = (wamid: string, more = {}) =>
          receive(harness, party, aMessage({ wamid, sentAt: harness.now(), ...more }));
        await wrote('old', { sentAt: new Date(harness.now().getTime() - 31 * 86_400_000) });
        expect(await read()).not.toHaveProperty('lastRead');
        await wrote('one');
        await wrote('two');
        await wrote('smile', { type: 'reaction', text: '👍', aboutMetaMessageId: 'x' });
        const [, one] = await harness.readMessages(party.clinicId);
        const [outcome, again] = [await read(messageId(one!.id)), await read(messageId(one!.id))];
        expect(outcome).toMatchObject({
          unread: 2,
          lastRead: { metaMessageId: 'one', number: party.number },
        });
        expect(again).not.toHaveProperty('lastRead');
        const all = await Promise.all([read(), read(), read()]);
        expect(all.flatMap((each) => (typeof each === 'object' ? (each.lastRead ?? []) : []))).toMatchObject([
          { metaMessageId: 'two' },
        ]);
      });

      it('know no message of another conversation', async () => {
        const other = await aParty(harness);
        await receive(harness, other, aMessage());
        await patientWrites();
        const [theirs] = await harness.readMessages(other.clinicId);
        expect(await read(messageId(theirs!.id))).toBe('no-message');
        expect(await read(messageId(harness.ids.next()))).toBe('no-message');
        expect(await conversation()).toMatchObject({ unread: 1 });
      });
    });
  });
