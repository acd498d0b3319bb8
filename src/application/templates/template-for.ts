import { fillTemplate } from '../../domain/templates/fill-template.ts';
import { purposeOf, type TemplatePurpose } from '../../domain/templates/purpose.ts';
import type { OutboundContent } from '../../domain/messaging/message.ts';
import { isForbiddenByOptOut } from '../../domain/messaging/people/message-preference.ts';
import type { Appointment } from '../../domain/scheduling/appointment.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { Conversations } from '../ports/messaging/conversations.ts';
import type { ClaimedSend } from '../ports/messaging/outbox.ts';
import type { Templates } from '../ports/templates/templates.ts';
import { given } from '../../domain/given.ts';

/**
 * The template in which a message may go out after the window has closed; `undefined` when there is none for it.
 * `opted-out`: the patient has said meanwhile that they want none.
 */
export type TemplateFor = (
  send: Pick<ClaimedSend, 'clinicId' | 'conversationId' | 'from' | 'about' | 'origin' | 'content'>,
  appointment: Appointment | undefined,
) => Promise<OutboundContent | 'opted-out' | undefined>;

type Needs = {
  templates: Pick<Templates, 'forPurpose'>;
  conversations: Pick<Conversations, 'addressee'>;
  resolveClinicContext: ResolveClinicContext;
};

export const makeTemplateFor =
  ({ templates, conversations, resolveClinicContext }: Needs): TemplateFor =>
  async (send, appointment) => {
    const { clinicId, conversationId, from, content } = send;
    // chosen and filled by whoever sends it
    if (content.type === 'template') {
      const patient = await conversations.addressee(clinicId, conversationId);
      const isForbidden = patient?.optedOut !== undefined && isForbiddenByOptOut('team-text', false);
      return isForbidden ? 'opted-out' : content;
    }
    const purpose = purposeFor(send);
    if (purpose === undefined) return undefined;
    const used = await templates.forPurpose(clinicId, from.whatsappNumber, purpose);
    if (used === undefined) return undefined;
    const [{ context }, addressee] = await Promise.all([
      resolveClinicContext(clinicId),
      conversations.addressee(clinicId, conversationId),
    ]);
    if (addressee?.optedOut !== undefined && isForbiddenByOptOut(purpose, false)) return 'opted-out';
    const facts = {
      context,
      ...given({ patientName: addressee?.name, appointment }),
      ...(purpose === 'team-text' && { text: content.body }),
    };
    return fillTemplate(used.template, used.use, facts);
  };

function purposeFor({ about, origin, content }: Parameters<TemplateFor>[0]): TemplatePurpose | undefined {
  // a file, a place or a reaction is not said by a template's words
  if (origin === 'human') return content.type === 'text' ? 'team-text' : undefined;
  if (about === undefined) return undefined;
  return about.kind === 'reopening' ? 'reopening' : purposeOf[about.kind];
}
