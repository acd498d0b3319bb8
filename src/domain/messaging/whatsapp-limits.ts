import type { Choice, ListRow, ListSection, OutboundContent } from './message.ts';
import { clipped, pieces, wellFormed } from '../language/text-length.ts';

/** In UTF-16 units, the strictest way to count (docs/vendors/meta.md#message-limits). */
export const whatsAppLimits = {
  textBody: 4_096,
  buttonsBody: 1_024,
  listBody: 4_096,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  listButton: 20,
  sections: 10,
  rows: 10,
  sectionTitle: 24,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
  caption: 1_024,
  /** Of ours: Meta names none. */
  contactCards: 10,
} as const;

const limits = whatsAppLimits;
const defaultBody = 'Escolha uma opção:';
const defaultListButton = 'Ver opções';
const moreBody = 'Mais opções:';

/**
 * The same content as one or more messages that Meta accepts; one over-long title would fail the whole message.
 * Nothing is lost but the ends of over-long titles; content without any words gives nothing to send.
 */
export function fitToWhatsApp(content: OutboundContent): readonly OutboundContent[] {
  const body = wellFormed(content.body);
  switch (content.type) {
    case 'text':
      return texts(body);
    case 'buttons': {
      const buttons = usable(content.buttons, limits.buttonId);
      if (buttons.length === 0) return texts(body);
      if (buttons.length > limits.buttons) {
        return fitToWhatsApp({
          type: 'list',
          body,
          button: defaultListButton,
          sections: [{ title: '', rows: buttons }],
        });
      }
      return withBody(body, limits.buttonsBody, (last) => ({
        type: 'buttons',
        body: last,
        buttons: uniquelyTitled(buttons, limits.buttonTitle).map(({ id, title }) => ({ id, title })),
      }));
    }
    case 'list':
      return lists(body, content.button, content.sections);
    // ours, and short
    case 'contact-request':
    // made to fit by `fillTemplate`
    case 'template':
      return [content];
  }
}

const texts = (body: string): readonly OutboundContent[] =>
  pieces(body, limits.textBody).map((piece) => ({ type: 'text', body: piece }));

/** What does not fit beside the choices goes before them as text. */
function withBody(
  body: string,
  limit: number,
  last: (body: string) => OutboundContent,
): readonly OutboundContent[] {
  if (body === '') return [last(defaultBody)];
  if (body.length <= limit) return [last(body)];
  const parts = pieces(body, limit);
  const before = parts.slice(0, -1).join('\n\n');
  return [...texts(before), last(parts.at(-1) ?? defaultBody)];
}

function lists(body: string, button: string, sections: readonly ListSection[]): readonly OutboundContent[] {
  const rows = usable(
    sections.flatMap(({ title, rows }) => rows.map((row) => ({ ...row, section: title }))),
    limits.rowId,
  );
  if (rows.length === 0) return texts(body);
  const label = clipped(button, limits.listButton) || defaultListButton;
  const pages = Array.from({ length: Math.ceil(rows.length / limits.rows) }, (_, page) =>
    sectionsOf(uniquelyTitled(rows.slice(page * limits.rows, (page + 1) * limits.rows), limits.rowTitle)),
  );
  return pages.flatMap((page, index) =>
    withBody(index === 0 ? body : moreBody, limits.listBody, (last) => ({
      type: 'list',
      body: last,
      button: label,
      sections: page,
    })),
  );
}

type SectionedRow = ListRow & { readonly section: string };

function sectionsOf(rows: readonly SectionedRow[]): readonly ListSection[] {
  const bySection = new Map<string, SectionedRow[]>();
  for (const row of rows) bySection.set(row.section, [...(bySection.get(row.section) ?? []), row]);
  return [...bySection].map(([section, ofSection]) => ({
    // A title is required as soon as there are two sections.
    title: clipped(section, limits.sectionTitle) || (bySection.size > 1 ? 'Opções' : ''),
    rows: ofSection.map(({ id, title, description }) => {
      const about = clipped(description ?? '', limits.rowDescription);
      return { id, title, ...(about !== '' && { description: about }) };
    }),
  }));
}

/** Choices with an id and words, each id once. */
function usable<T extends Choice>(choices: readonly T[], idLimit: number): readonly T[] {
  const byId = new Map<string, T>();
  for (const choice of choices) {
    const title = wellFormed(choice.title);
    const id = (wellFormed(choice.id) || title)
      .slice(0, idLimit)
      .replace(/[\uD800-\uDBFF]$/, '')
      .trim();
    if (title !== '' && id !== '' && !byId.has(id)) byId.set(id, { ...choice, id, title });
  }
  return [...byId.values()];
}

/** Two choices that look the same cannot be told apart; among buttons Meta refuses them. */
function uniquelyTitled<T extends Choice>(choices: readonly T[], limit: number): readonly T[] {
  const seen = new Set<string>();
  return choices.map((choice) => {
    let title = clipped(choice.title, limit);
    for (let copy = 2; seen.has(title); copy += 1) {
      const suffix = ` ${copy}`;
      title = `${clipped(choice.title, limit - suffix.length)}${suffix}`;
    }
    seen.add(title);
    return { ...choice, title };
  });
}
