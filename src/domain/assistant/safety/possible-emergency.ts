import { after } from '../../instants.ts';
import { paragraphs } from '../../language/phrasing.ts';
import type { OutboundContent } from '../../messaging/message.ts';
import { fitToWhatsApp } from '../../messaging/whatsapp-limits.ts';
import type { Attention } from '../attention.ts';
import type { Danger } from './danger-signs.ts';
import { withoutPictures } from './without-pictures.ts';

/** After so long the patient is told again. */
const repeatMs = 3_600_000;

/** One sentence each, which says nothing wrong to whom it does not concern. */
const warnings: Readonly<Record<Danger, string>> = {
  emergency:
    '⚠️ *Se isso está acontecendo agora, não espere por aqui: ligue 192 (SAMU) ou vá ao pronto-socorro mais próximo.*',
  suicidal:
    '💛 *Se você ou alguém pensa em morrer ou em se machucar, não espere por aqui: ligue 188 (CVV), de graça e a qualquer hora, ou 192 (SAMU).*',
};

/** Whether the patient was told whom to call in such a case a short while ago. */
export const isWarnedLately = (danger: Danger, { warned, alarm }: Attention, now: Date): boolean =>
  [warned, alarm].some(
    (told) =>
      told !== undefined &&
      after(told.at, repeatMs) > now &&
      (danger === told.danger || danger === 'emergency'),
  );

/** The same answer, behind whom to call; nobody is smiled at. */
export function withWarning(danger: Danger, replies: readonly OutboundContent[]): readonly OutboundContent[] {
  const [first, ...others] = replies.map(withoutPictures);
  if (first === undefined) return fitToWhatsApp({ type: 'text', body: warnings[danger] });
  return [...fitToWhatsApp({ ...first, body: paragraphs(warnings[danger], first.body) }), ...others];
}
