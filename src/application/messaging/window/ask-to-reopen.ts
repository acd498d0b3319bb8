import type { ClinicId, ClinicNumber } from '../../../domain/clinic/clinic.ts';
import { messageId, type ConversationId } from '../../../domain/messaging/message.ts';
import { unusableBecause } from '../../../domain/templates/template.ts';
import type { NoticeSubject } from '../../../domain/patient-messages/notice.ts';
import type { Templates } from '../../ports/templates/templates.ts';
import type { WindowWaits } from '../../ports/messaging/window-waits.ts';
import type { Ids } from '../../ports/system/ids.ts';

/** Something waits in a conversation: where the clinic has a template for it, the patient is asked to write. */
export type AskToReopen = (waiting: {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly from: ClinicNumber;
  readonly requestId: string;
  readonly about?: NoticeSubject | undefined;
}) => Promise<void>;

type Needs = { templates: Pick<Templates, 'forPurpose'>; windowWaits: WindowWaits; ids: Ids };

export const makeAskToReopen =
  ({ templates, windowWaits, ids }: Needs): AskToReopen =>
  async ({ clinicId, conversationId, from, requestId, about }) => {
    // a reminder that waits is worth no second message
    if (about?.kind === 'reopening' || about?.kind === 'reminder') return;
    const used = await templates.forPurpose(clinicId, from.whatsappNumber, 'reopening');
    if (used === undefined || unusableBecause(used.template) !== undefined) return;
    await windowWaits.askToReopen(clinicId, conversationId, { messageId: messageId(ids.next()), requestId });
  };
