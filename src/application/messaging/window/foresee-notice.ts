import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { windowIsOpen } from '../../../domain/messaging/customer-service-window.ts';
import { isForbiddenByOptOut } from '../../../domain/messaging/people/message-preference.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { NoticeForecast } from '../../../domain/patient-messages/notice.ts';
import type { Conversations } from '../../ports/messaging/conversations.ts';
import type { TemplatePurpose } from '../../../domain/templates/purpose.ts';
import { unusableBecause } from '../../../domain/templates/template.ts';
import type { Templates } from '../../ports/templates/templates.ts';
import type { Clock } from '../../ports/system/clock.ts';

/** Whether and how the patient of this conversation will be told of something, as things stand now. */
export type ForeseeNotice = (request: {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId | undefined;
  /** What the patient is to be told. */
  readonly purpose: TemplatePurpose;
}) => Promise<NoticeForecast>;

type Needs = {
  conversations: Pick<Conversations, 'addressee'>;
  templates: Pick<Templates, 'forPurpose'>;
  clock: Clock;
};

export const makeForeseeNotice =
  ({ conversations, templates, clock }: Needs): ForeseeNotice =>
  async ({ clinicId, conversationId, purpose }) => {
    if (conversationId === undefined) return { how: 'none', because: 'no-conversation' };
    const found = await conversations.addressee(clinicId, conversationId);
    const isOpen = windowIsOpen(found?.lastPatientMessageAt, clock.now());
    if (found?.optedOut !== undefined && isForbiddenByOptOut(purpose, isOpen))
      return { how: 'none', because: 'opted-out' };
    if (isOpen) return { how: 'message' };
    const used = found && (await templates.forPurpose(clinicId, found.whatsappNumber, purpose));
    const isUsable = used !== undefined && unusableBecause(used.template) === undefined;
    return { how: isUsable ? 'template' : 'when-patient-writes' };
  };
