import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { PhoneMalformed } from '../../../domain/messaging/conversation-errors.ts';
import { NumberNotFound } from '../../../domain/clinic/number-errors.ts';
import { phoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { given } from '../../../domain/given.ts';
import type { ClinicNumbers } from '../../ports/clinic/clinic-numbers.ts';
import type { Conversations } from '../../ports/messaging/conversations.ts';
import type { People, Placement } from '../../ports/messaging/people.ts';
import type { Clock } from '../../ports/system/clock.ts';

/**
 * The conversation with somebody whom the clinic knows by telephone, made where they have never written and shown
 * in the lists: so that a visit can be booked for them, and they can be written to, as a template. Says nothing to them by
 * itself.
 * @throws PhoneMalformed, NumberNotFound when the clinic has no number to write from
 */
export type OpenConversation = (request: {
  readonly clinicId: ClinicId;
  /** With country code; punctuation is allowed. */
  readonly phone: string;
  /** As the clinic calls them, where they have no name yet: one number is one person. */
  readonly name?: string;
}) => Promise<Opened>;

type Opened = Pick<Placement, 'contactId' | 'conversationId'> & {
  /** As the person is known now. */
  readonly name?: string;
};

type Needs = {
  people: Pick<People, 'place'>;
  conversations: Pick<Conversations, 'begin' | 'names'>;
  clinicNumbers: Pick<ClinicNumbers, 'list'>;
  clock: Clock;
};

const mostNumbers = 20;

export const makeOpenConversation =
  ({ people, conversations, clinicNumbers, clock }: Needs): OpenConversation =>
  async ({ clinicId, phone: written, name }) => {
    const phone = phoneDigits(written);
    if (phone === undefined) throw new PhoneMalformed();
    const numbers = await clinicNumbers.list(clinicId, mostNumbers);
    const number = numbers.find(({ isActive }) => isActive);
    if (number === undefined) throw new NumberNotFound('any');
    const { whatsappNumber } = number;
    const sighting = { phone, ...given({ givenName: name }) };
    const [placed] = await people.place([{ clinicId, whatsappNumber, sighting }], clock.now());
    if (placed === undefined) throw new PhoneMalformed();
    const { contactId, conversationId } = placed;
    await conversations.begin(clinicId, conversationId);
    const known = (await conversations.names(clinicId, [contactId])).get(contactId)?.name;
    return { contactId, conversationId, ...given({ name: known }) };
  };
