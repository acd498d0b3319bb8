import { beforeEach, describe, expect, it } from 'vitest';
import type { HumanReply } from '../../../../../src/application/ports/messaging/human-acts.ts';
import { phoneRequest } from '../../../../../src/domain/messaging/sending/phone-request.ts';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { aParty, claimSend, receive, type Party } from '../../../harness/steps.ts';
import { humanSteps, type HumanSteps } from '../../../harness/human-steps.ts';

export const askingForPhoneContract = (make: MakeHarness) =>
  describe('asking for the phone', () => {
    let harness: Harness;
    let party: Party;
    let steps: HumanSteps;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness, undefined, { bsuid: 'BR.username' });
      steps = humanSteps(harness, party);
      await steps.patientWrites();
    });
    const ask = (sentBy = 'user:bia') => {
      const reply: HumanReply = { ...steps.aReply(''), content: phoneRequest(undefined), sentBy };
      return steps.reply(reply);
    };
    const requests = () => steps.outbound();

    it('is queued once by however many at the same time, and the others learn of that one', async () => {
      const outcomes = await Promise.all(['user:bia', 'user:caio', 'user:dora'].map(ask));
      const [request, ...others] = await requests();
      expect(others).toEqual([]);
      const first = outcomes.filter((outcome) => outcome?.standing === undefined);
      expect(first).toMatchObject([{ isRepeat: false }]);
      expect(outcomes.filter((outcome) => outcome?.standing === request?.id)).toHaveLength(2);
      expect(await steps.conversation()).toMatchObject({ epoch: 1 });
    });

    it('again is a new request once the patient has said something, and not because of news about them', async () => {
      await ask();
      await receive(harness, party, aMessage({ type: 'system', text: '', sentAt: harness.now() }));
      expect(await ask()).toMatchObject({ isRepeat: true });
      await steps.patientWrites();
      expect(await ask()).toMatchObject({ isRepeat: false });
      expect(await requests()).toHaveLength(2);
    });

    it('again is a new request when the first could not be sent', async () => {
      await ask();
      const failure = { class: 'final', code: '131026', detail: 'Undeliverable' } as const;
      await harness.stores.outbox.settle(await claimSend(harness), { to: 'failed', failure }, harness.now());
      expect(await ask()).toMatchObject({ isRepeat: false });
    });

    it('does not stand in the way of other replies', async () => {
      await ask();
      expect(await steps.reply('Pode ser por aqui mesmo.')).toMatchObject({ isRepeat: false });
    });
  });
