import { after } from '../instants.ts';
import { paragraphs } from '../language/phrasing.ts';
import type { Attention } from './attention.ts';
import type { OutboundContent } from '../messaging/message.ts';
import { fitToWhatsApp } from '../messaging/whatsapp-limits.ts';
import { teamGoesOn } from '../patient-messages/team-goes-on.ts';

/** After so long the patient is told again who goes on, and when. */
const repeatMs = 12 * 3_600_000;

/** Whether somebody who waits for people is to be told that nobody has looked yet, and when somebody will. */
export const isAbsenceUntold = ({ absenceToldAt }: Attention, now: Date): boolean =>
  absenceToldAt === undefined || after(absenceToldAt, repeatMs) <= now;

/** The same, said before what the assistant answers meanwhile. */
export function withAbsence(
  replies: readonly OutboundContent[],
  opening: Parameters<typeof teamGoesOn>[0],
): readonly OutboundContent[] {
  const [first, ...others] = replies;
  const note = `A nossa equipe ainda não viu a sua conversa. ${teamGoesOn(opening)}`;
  if (first === undefined) return fitToWhatsApp({ type: 'text', body: note });
  const body = paragraphs(`${note} Enquanto isso, ajudo no que eu puder.`, first.body);
  return [...fitToWhatsApp({ ...first, body }), ...others];
}
