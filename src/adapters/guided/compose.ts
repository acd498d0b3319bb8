import type { Choice, ListSection, OutboundContent } from '../../domain/messaging/message.ts';
import { fitToWhatsApp, whatsAppLimits } from '../../domain/messaging/whatsapp-limits.ts';
import { paragraphs } from '../../domain/language/phrasing.ts';
import type { Menu, MenuRow, Reply } from './reply.ts';
import { given } from '../../domain/given.ts';

export type Composed = { readonly replies: readonly OutboundContent[]; readonly offered: readonly Choice[] };

/** People go on from here; of a health question they only read. */
export const endsTalk = ({ handover }: Pick<Reply, 'handover'>): boolean =>
  handover !== undefined && handover.reason !== 'health-question';

/** Puts everything said in a turn into one bubble; what points to a menu comes last, above that menu. */
export function compose(
  greeting: string | undefined,
  replies: readonly Reply[],
  closing: string | undefined,
): Composed {
  // After a handover a human reads on: nothing is offered that nobody would answer.
  const isHandedOver = replies.some(endsTalk);
  const pointing = isHandedOver ? [] : replies.filter(({ pointsToMenu }) => pointsToMenu);
  const plain = replies.filter(({ pointsToMenu }) => !pointsToMenu);
  const texts = [...new Set([...plain, ...pointing].map(({ text }) => text))];
  const last = texts.at(-1)?.endsWith('👇') ? texts.pop() : undefined;
  const body = paragraphs(greeting, ...texts, closing, last);
  const menu = isHandedOver ? undefined : [...plain, ...pointing].findLast((reply) => reply.menu)?.menu;
  if (menu === undefined || menu.rows.length === 0)
    return { replies: fitToWhatsApp({ type: 'text', body }), offered: [] };
  const offered = menu.rows.map(({ id, title }) => ({ id, title }));
  return { replies: fitToWhatsApp(withMenu(body, menu)), offered };
}

function withMenu(body: string, { button, rows }: Menu): OutboundContent {
  const isShort = rows.every(({ title, description, section }) => {
    return title.length <= whatsAppLimits.buttonTitle && description === undefined && section === undefined;
  });
  if (isShort && rows.length <= whatsAppLimits.buttons && body.length <= whatsAppLimits.buttonsBody) {
    return { type: 'buttons', body, buttons: rows.map(({ id, title }) => ({ id, title })) };
  }
  return { type: 'list', body, button, sections: sectionsOf(rows) };
}

function sectionsOf(rows: readonly MenuRow[]): readonly ListSection[] {
  const titles = [...new Set(rows.map(({ section }) => section ?? ''))];
  return titles.map((title) => ({
    title,
    rows: rows
      .filter(({ section }) => (section ?? '') === title)
      .map(({ id, title: name, description }) => ({
        id,
        title: name,
        ...given({ description }),
      })),
  }));
}
