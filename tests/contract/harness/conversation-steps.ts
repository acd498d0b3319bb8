import type { ConversationQuery } from '../../../src/application/ports/messaging/conversations.ts';
import { takeOver } from '../../../src/domain/messaging/human-act.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import type { Harness } from './harness.ts';
import { aClinicWithNumber, aParty, policy, receive, type Party } from './steps.ts';

/** Five people of one clinic, none of whom has written: Paciente 1 to 5, with numbers that end in the same digit. */
export async function fiveParties(harness: Harness): Promise<readonly Party[]> {
  const clinic = await aClinicWithNumber(harness);
  const parties: Party[] = [];
  for (const n of [1, 2, 3, 4, 5])
    parties.push(
      await aParty(harness, clinic, { phone: phone(`554799999000${n}`), profileName: `Paciente ${n}` }),
    );
  return parties;
}

export const ofParty = ({ placement }: Party) => placement.conversationId;

/** What they do, and what their clinic sees. */
export function conversationSteps(
  of: () => { readonly harness: Harness; readonly parties: readonly Party[] },
) {
  const store = () => of().harness.stores.conversations;
  const list = (wish: Partial<ConversationQuery> = {}) =>
    store().list({ clinicId: of().parties[0]!.clinicId, unreadOnly: false, limit: 50, ...wish });
  const writes = (party: Party, text = 'oi', ageMs = 0) => {
    const { harness } = of();
    return receive(harness, party, aMessage({ text, sentAt: new Date(harness.now().getTime() - ageMs) }));
  };
  return {
    store,
    list,
    ids: async (wish: Partial<ConversationQuery> = {}) => (await list(wish)).map(({ id }) => id),
    writes,
    /** One after the other, the first the newest. */
    everybodyWrites: async () => {
      for (const [n, party] of of().parties.entries()) await writes(party, `oi ${n}`, (n + 1) * 60_000);
    },
    take: (party: Party) => {
      const { humanActs } = of().harness.stores;
      return humanActs.act({ clinicId: party.clinicId, conversationId: ofParty(party) }, (state) =>
        takeOver(state, of().harness.now(), policy.humanQuietMs),
      );
    },
  };
}
