import { beforeEach, describe, expect, it } from 'vitest';
import { phone } from '../../../../support/builders/a-received-message.ts';
import { conversationSteps, fiveParties, ofParty } from '../../../harness/conversation-steps.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { aParty, policy, type Party } from '../../../harness/steps.ts';

export const findingConversationsContract = (make: MakeHarness) =>
  describe('conversations', () => {
    let harness: Harness;
    let parties: readonly Party[];
    beforeEach(async () => {
      harness = await make();
      parties = await fiveParties(harness);
    });
    const { everybodyWrites, ids, list, store, take, writes } = conversationSteps(() => ({
      harness,
      parties,
    }));

    it('know the names of the clinic’s people, and of nobody else', async () => {
      const [party] = parties as readonly [Party];
      const other = await aParty(harness);
      const asked = [party.placement.contactId, other.placement.contactId];
      expect(await store().names(party.clinicId, asked)).toEqual(
        new Map([[party.placement.contactId, { name: 'Paciente 1', phone: '5547999990001' }]]),
      );
      expect(await store().names(party.clinicId, [])).toEqual(new Map());
    });

    it('are found by a part of the name without its accents, and by three and more digits', async () => {
      const { clinicId, number } = parties[0]!;
      const joao = await aParty(
        harness,
        { clinicId, number },
        { phone: phone('5511955501234'), profileName: 'João D’Ávila' },
      );
      await everybodyWrites();
      await writes(joao, 'olá', 600_000);
      expect(await ids({ search: 'joao' })).toEqual([ofParty(joao)]);
      expect(await ids({ search: 'D avila' })).toEqual([ofParty(joao)]);
      expect(await ids({ search: '(11) 95550' })).toEqual([ofParty(joao)]);
      expect(await ids({ search: 'paciente 3' })).toEqual([ofParty(parties[2]!)]);
      for (const nothing of ['55', '%', '_', '\\', '...', 'zzz'])
        expect(await ids({ search: nothing })).toEqual([]);
    });

    it('are found by the phone of their person, in any spelling, of this clinic only', async () => {
      await everybodyWrites();
      const { clinicId } = parties[0]!;
      expect(await store().withPhone(clinicId, phone('5547999990002'))).toBe(ofParty(parties[1]!));
      expect(await store().withPhone(clinicId, phone('554799990002'))).toBe(ofParty(parties[1]!));
      expect(await store().withPhone(clinicId, phone('5547999990009'))).toBeUndefined();
      const other = await aParty(harness, undefined, { phone: phone('5547999990099') });
      expect(await store().withPhone(other.clinicId, phone('5547999990002'))).toBeUndefined();
    });

    it('are filtered by who answers now and by what is unread', async () => {
      await everybodyWrites();
      await take(parties[1]!);
      await take(parties[2]!);
      await harness.stores.humanActs.markRead({
        clinicId: parties[1]!.clinicId,
        conversationId: ofParty(parties[1]!),
      });
      const these = (...numbers: number[]) => numbers.map((n) => ofParty(parties[n]!));
      expect(await ids({ mode: 'human' })).toEqual(these(1, 2));
      expect(await ids({ mode: 'assistant' })).toEqual(these(0, 3, 4));
      expect(await ids({ unreadOnly: true })).toEqual(these(0, 2, 3, 4));
      expect(await ids({ mode: 'human', unreadOnly: true })).toEqual(these(2));
      // human mode ends by itself, without anybody writing
      await harness.passTime(policy.humanQuietMs + 1_000);
      expect(await ids({ mode: 'human' })).toEqual([]);
      expect((await list()).map(({ mode, humanUntil }) => [mode, humanUntil])).toEqual(
        parties.map(() => ['assistant', undefined]),
      );
    });
  });
