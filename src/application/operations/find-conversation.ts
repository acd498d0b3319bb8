import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../domain/messaging/message.ts';
import { phoneDigits } from '../../domain/messaging/people/phone-number.ts';
import type { ClinicRegistry } from '../ports/clinic/clinic-registry.ts';
import type { Conversations } from '../ports/messaging/conversations.ts';

export type FoundConversation = { readonly clinicId: ClinicId; readonly conversationId: ConversationId };

/** The conversations that an id or a phone in any spelling means, in one clinic or in all of them, one after the other. */
export type FindConversation = (
  reference: string,
  clinicId?: ClinicId,
  onClinic?: (looked: number) => void,
) => Promise<readonly FoundConversation[]>;

type Needs = {
  clinicRegistry: Pick<ClinicRegistry, 'list'>;
  conversations: Pick<Conversations, 'get' | 'withPhone'>;
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const page = 200;

export const makeFindConversation =
  ({ clinicRegistry, conversations }: Needs): FindConversation =>
  async (reference, only, onClinic = () => undefined) => {
    const phone = uuid.test(reference) ? undefined : phoneDigits(reference);
    const idIn = async (clinicId: ClinicId): Promise<ConversationId | undefined> => {
      if (phone !== undefined) return conversations.withPhone(clinicId, phone);
      if (!uuid.test(reference)) return undefined;
      return (await conversations.get(clinicId, reference as ConversationId))?.id;
    };
    const found: FoundConversation[] = [];
    const look = async (clinicId: ClinicId) => {
      const conversationId = await idIn(clinicId);
      if (conversationId !== undefined) found.push({ clinicId, conversationId });
    };
    if (only !== undefined) {
      await look(only);
      return found;
    }
    let looked = 0;
    let after: ClinicId | undefined;
    do {
      const clinics = await clinicRegistry.list('all', page, after);
      for (const { id } of clinics) {
        await look(id);
        onClinic((looked += 1));
      }
      after = clinics.at(-1)?.id;
    } while (after !== undefined);
    return found;
  };
