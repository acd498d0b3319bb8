import { beforeEach, describe, expect, it } from 'vitest';
import { sealedToken } from '../../../../src/application/ports/connection/token-cipher.ts';
import type { ClaimedVoice } from '../../../../src/application/ports/media/voice-notes.ts';
import { aMessage, type MessageWish } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { answerWith, aParty, claimTurn, leaseMs, policy, receive, type Party } from '../../harness/steps.ts';

const heard = (text = 'quero marcar', isDanger = false) => ({ to: 'heard', text, isDanger }) as const;

export const voiceNotesContract = (make: MakeHarness) =>
  describe('recordings of patients', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
      await hearing(true);
    });
    const hearing = (hearsVoice: boolean) =>
      harness.stores.clinicAssistants.save(party.clinicId, { usesModel: false, hearsVoice });
    const store = () => harness.stores.voiceNotes;
    const turns = () => harness.stores.turns;
    const records = (wish: MessageWish = {}) =>
      receive(
        harness,
        party,
        aMessage({ type: 'audio', text: '', media: { mediaId: 'm' }, sentAt: harness.now(), ...wish }),
      );
    const fetch = async (isToBeHeard = true) => {
      const [media] = await harness.stores.messageMedia.claim(1, leaseMs);
      if (media === undefined) throw new Error('No file was due');
      const file = { type: 'audio/ogg', size: 5, sha256: 'ff', sealedKey: sealedToken('key') };
      await harness.stores.messageMedia.settle(media, { to: 'stored', ...file, isToBeHeard }, harness.now());
      return media;
    };
    const claim = async (): Promise<ClaimedVoice> => {
      const [claimed] = await store().claim(1, leaseMs);
      if (claimed === undefined) throw new Error('Nothing was to be listened to');
      return claimed;
    };
    const shown = async () => {
      const { clinicId, placement } = party;
      const query = { clinicId, conversationId: placement.conversationId, limit: 9 };
      return (await harness.stores.conversations.messages(query))?.find(({ type }) => type === 'audio');
    };
    const recorded = async (wish: MessageWish = {}) => {
      await records(wish);
      await fetch();
      return claim();
    };
    const isDue = async () => (await turns().claim(9, leaseMs)).length > 0;

    it('are listened to once their file is here, once', async () => {
      await records();
      expect(await store().claim(9, leaseMs)).toEqual([]);
      const media = await fetch();
      expect(media.isVoice).toBe(true);
      expect((await shown())?.media?.transcript).toEqual({ state: 'due' });
      const voice = await claim();
      expect(voice).toMatchObject({
        clinicId: party.clinicId,
        conversationId: party.placement.conversationId,
        messageId: media.messageId,
        attempts: 0,
      });
      expect(await store().claim(9, leaseMs)).toEqual([]);
    });

    it('are of patients only, and no other file is one', async () => {
      await records({ type: 'image' });
      await records({ origin: 'staff' });
      expect((await fetch(false)).isVoice).toBe(false);
      expect((await fetch(false)).isVoice).toBe(false);
      expect(await store().claim(9, leaseMs)).toEqual([]);
    });

    it('stand in words with their message, in the talk and in the turn that waits', async () => {
      const voice = await recorded();
      expect(await store().settle(voice, heard())).toBe(true);
      expect((await shown())?.media?.transcript).toEqual({ state: 'heard', text: 'quero marcar' });
      const [turn] = await turns().claim(1, leaseMs);
      expect(turn?.messages).toMatchObject([{ text: '', voice: { state: 'heard', text: 'quero marcar' } }]);
      expect(turn?.messages[0]?.voice?.ageMs).toBeGreaterThanOrEqual(0);
    });

    it('are known to the turn while they are fetched and listened to, and when nobody will', async () => {
      await records();
      const state = async () => {
        const turn = await claimTurn(harness);
        await turns().release(turn, 0, false);
        return turn.messages[0]?.voice;
      };
      expect((await state())?.state).toBe('due');
      await fetch();
      expect((await state())?.state).toBe('due');
      await store().settle(await claim(), { to: 'unheard', code: 'too-long' });
      expect(await state()).toMatchObject({ state: 'unheard' });
      expect(await state()).not.toHaveProperty('text');
      expect((await state())?.ageMs).toBeGreaterThan(policy.debounceMs);
      expect((await shown())?.media?.transcript).toEqual({ state: 'unheard', errorCode: 'too-long' });
    });

    it('are awaited by nobody where the clinic wants none listened to', async () => {
      await hearing(false);
      const state = async () => {
        const turn = await claimTurn(harness);
        await turns().release(turn, 0, false);
        return turn.messages[0]?.voice?.state;
      };
      await records();
      expect(await state()).toBe('unheard');
      await fetch();
      expect(await state()).toBe('unheard');
      // what was heard before stays heard
      await store().settle(await claim(), heard());
      expect(await state()).toBe('heard');
    });

    it('make the turn that waits for them due at once when their file will never come', async () => {
      await records();
      const turn = await claimTurn(harness);
      await turns().release(turn, 60_000, false);
      const [media] = await harness.stores.messageMedia.claim(1, leaseMs);
      await harness.stores.messageMedia.settle(media!, { to: 'unavailable', code: 'gone' }, harness.now());
      const [again] = await turns().claim(1, leaseMs);
      expect(again?.messages).toMatchObject([{ voice: { state: 'unheard' } }]);
      expect(await turns().complete(again!, answerWith(harness, 'pode escrever?'))).toBe(true);
    });

    it('that a patient deletes meanwhile leave no words', async () => {
      const voice = await recorded({ wamid: 'w' });
      await receive(harness, party, aMessage({ type: 'revoke', text: '', aboutMetaMessageId: 'w' }));
      expect(await store().settle(voice, heard('meu pai não respira', true))).toBe(true);
      const { clinicId, placement } = party;
      const exported = await harness.stores.patientRecords.messages(clinicId, [placement.conversationId], 9);
      expect(JSON.stringify(exported)).not.toContain('não respira');
    });

    it('make the turn that waits for them due at once', async () => {
      await records();
      await fetch();
      const turn = await claimTurn(harness);
      await turns().release(turn, 60_000, false);
      expect(await isDue()).toBe(false);
      await store().settle(await claim(), heard());
      expect(await isDue()).toBe(true);
    });

    it('end the turn that answers without them: it is answered with them', async () => {
      await records();
      await fetch();
      const without = await claimTurn(harness);
      await store().settle(await claim(), heard());
      // whoever answers ends first: no two answers are prepared side by side
      expect(await isDue()).toBe(false);
      expect(await turns().renew(without, leaseMs)).toBe(false);
      expect(await turns().complete(without, answerWith(harness, 'pode escrever?'))).toBe(false);
      expect(await turns().release(without, 0, false)).toBe(true);
      const [again] = await turns().claim(1, leaseMs);
      expect(again?.messages).toMatchObject([{ voice: { text: 'quero marcar' } }]);
      expect(again?.attempts).toBe(0);
      expect(await turns().complete(again!, answerWith(harness, 'para quando?'))).toBe(true);
      expect(await isDue()).toBe(false);
    });

    it('that say nothing leave the turn to whoever answers it', async () => {
      await records();
      await fetch();
      const without = await claimTurn(harness);
      await store().settle(await claim(), { to: 'unheard', code: 'nothing-said' });
      expect(await isDue()).toBe(false);
      expect(await turns().renew(without, leaseMs)).toBe(true);
      expect(await turns().complete(without, answerWith(harness, 'pode escrever?'))).toBe(true);
      expect(await isDue()).toBe(false);
    });

    it.each([heard(), { to: 'unheard', code: 'nothing-said' } as const])(
      'are not waited for by whoever gives the turn back to wait, once they are settled: %o',
      async (settlement) => {
        await records();
        await fetch();
        const waiting = await claimTurn(harness);
        await store().settle(await claim(), settlement);
        await turns().release(waiting, 60_000, false);
        expect(await isDue()).toBe(true);
      },
    );

    it('of an emergency wait for nobody who answers', async () => {
      await records();
      await fetch();
      const without = await claimTurn(harness);
      await store().settle(await claim(), heard('dor no peito', true));
      expect(await isDue()).toBe(true);
      expect(await turns().complete(without, answerWith(harness, 'pode escrever?'))).toBe(false);
    });

    it('call for no second answer when they come too late, but for an emergency', async () => {
      await records();
      await fetch();
      expect(await turns().complete(await claimTurn(harness), answerWith(harness, 'pode escrever?'))).toBe(
        true,
      );
      await store().settle(await claim(), heard());
      expect((await shown())?.media?.transcript?.text).toBe('quero marcar');
      expect(await isDue()).toBe(false);

      await records();
      await fetch();
      await turns().complete(await claimTurn(harness), answerWith(harness, 'pode escrever?'));
      await store().settle(await claim(), heard('meu pai não respira', true));
      const [turn] = await turns().claim(1, leaseMs);
      expect(turn?.messages).toMatchObject([{ voice: { text: 'meu pai não respira' } }]);
      expect(await turns().complete(turn!, answerWith(harness, 'ligue 192'))).toBe(true);
      expect(await isDue()).toBe(false);
    });

    it('wake nobody while people hold the conversation, but for an emergency', async () => {
      const voice = await recorded();
      const { clinicId, placement } = party;
      await receive(
        harness,
        party,
        aMessage({ origin: 'staff', text: 'deixa comigo', sentAt: harness.now() }),
      );
      await store().settle(voice, heard());
      expect(await isDue()).toBe(false);
      const other = await recorded();
      await turns().complete(
        (await turns().claim(1, leaseMs))[0] ?? (await claimTurn(harness)),
        answerWith(harness),
      );
      await store().settle(other, heard('dor no peito', true));
      const [turn] = await turns().claim(1, leaseMs);
      expect(turn).toMatchObject({ clinicId, conversationId: placement.conversationId });
      expect(turn?.messages.map(({ voice: spoken }) => spoken?.text)).toContain('dor no peito');
    });

    it('are tried again later, and count how often', async () => {
      const voice = await recorded();
      expect(await store().settle(voice, { to: 'retry', ms: 5_000, code: 'rate-limited' })).toBe(true);
      expect((await shown())?.media?.transcript).toEqual({ state: 'due', errorCode: 'rate-limited' });
      expect(await store().claim(9, leaseMs)).toEqual([]);
      expect(await store().msUntilDue()).toBeLessThanOrEqual(5_000);
      await harness.passTime(6_000);
      expect((await claim()).attempts).toBe(1);
    });

    it('belong to the last claim only; a lease that ran out counts as a failure', async () => {
      const first = await recorded();
      await harness.passTime(leaseMs + 1_000);
      const second = await claim();
      expect(second.attempts).toBe(1);
      expect(await store().settle(first, heard('falso'))).toBe(false);
      expect(await store().settle(second, heard())).toBe(true);
      expect(await store().settle(second, heard('falso'))).toBe(false);
      expect((await shown())?.media?.transcript?.text).toBe('quero marcar');
    });

    it('leave with the message that the patient deletes', async () => {
      const voice = await recorded({ wamid: 'w' });
      await store().settle(voice, heard());
      await receive(harness, party, aMessage({ type: 'revoke', text: '', aboutMetaMessageId: 'w' }));
      expect(await shown()).not.toHaveProperty('media');
    });

    it('are told to the patient who asks for what is held of them', async () => {
      await store().settle(await recorded(), heard());
      const { clinicId, placement } = party;
      const exported = await harness.stores.patientRecords.messages(clinicId, [placement.conversationId], 9);
      expect(exported).toMatchObject([{ type: 'audio', text: '', transcript: 'quero marcar' }]);
    });

    it('go out in turns over the clinics', async () => {
      for (let n = 0; n < 3; n += 1) {
        await records();
        await fetch();
      }
      const busy = party;
      party = await aParty(harness);
      await records();
      await fetch();
      const clinics = (await store().claim(2, leaseMs)).map(({ clinicId }) => clinicId);
      expect(new Set(clinics)).toEqual(new Set([busy.clinicId, party.clinicId]));
    });
  });
