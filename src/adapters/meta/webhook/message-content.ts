import type { Choice, MessageType } from '../../../domain/messaging/message.ts';
import { interactiveContent } from '../send/interactive-content.ts';
import { cardName } from './message-details.ts';
import { fieldsOf, idOf, listOf, textOf, type JsonObject } from './json-values.ts';

/** What a message says, in our words. */
export type Content = {
  readonly type: MessageType;
  readonly text: string;
  readonly choice?: Choice;
  readonly aboutMetaMessageId?: string;
};

/**
 * Reads the content object that `type` names.
 * Source: docs/vendors/meta.md#message-content.
 */
export function messageContent(message: JsonObject): Content {
  switch (message['type']) {
    case 'edit':
      return editContent(fieldsOf(message['edit']));
    case 'revoke':
      return { type: 'revoke', text: '', ...about(fieldsOf(message['revoke'])['original_message_id']) };
    default:
      return plainContent(message);
  }
}

function plainContent(message: JsonObject): Content {
  const { type } = message;
  switch (type) {
    case 'text':
      return textContent(fieldsOf(message['text'])['body']);
    case 'image':
    case 'video':
    case 'document':
      return { type, text: textOf(fieldsOf(message[type])['caption']) };
    case 'audio':
    case 'voice':
      return { type: 'audio', text: '' };
    case 'sticker':
      return { type, text: '' };
    case 'location':
      return { type, text: placeName(fieldsOf(message['location'])) };
    case 'contacts':
      return { type, text: listOf(message['contacts']).map(cardText).filter(Boolean).join('; ') };
    case 'button':
      return buttonContent(fieldsOf(message['button']));
    case 'interactive':
      return interactiveContent(message['interactive']);
    case 'reaction':
      return reactionContent(fieldsOf(message['reaction']));
    case 'order':
      return { type, text: orderText(fieldsOf(message['order'])) };
    case 'system':
      return { type, text: textOf(fieldsOf(message['system'])['body']) };
    // Nobody says anything: the chat was opened for the first time.
    case 'request_welcome':
      return { type: 'system', text: '' };
    // `unknown` is the legacy name of `unsupported`.
    case 'unsupported':
    case 'unknown':
    case 'media_placeholder':
      return { type: 'unsupported', text: '' };
    default:
      return { type: 'unknown', text: '' };
  }
}

const about = (id: unknown): Pick<Content, 'aboutMetaMessageId'> => {
  const aboutMetaMessageId = idOf(id);
  return aboutMetaMessageId === undefined ? {} : { aboutMetaMessageId };
};

const textContent = (body: unknown): Content =>
  typeof body === 'string' ? { type: 'text', text: textOf(body) } : { type: 'unknown', text: '' };

const editContent = ({ message, original_message_id }: JsonObject): Content => ({
  type: 'edit',
  text: plainContent(fieldsOf(message)).text,
  ...about(original_message_id),
});

/** A removed reaction has no emoji or an empty one. */
const reactionContent = ({ emoji, message_id }: JsonObject): Content => ({
  type: 'reaction',
  text: textOf(emoji),
  ...about(message_id),
});

/** The quick reply of a template. */
function buttonContent({ payload, text }: JsonObject): Content {
  const title = textOf(text);
  return { type: 'button', text: title, choice: { id: textOf(payload) || title, title } };
}

/** Its name, else where it is. */
const placeName = ({ name, address, latitude, longitude }: JsonObject): string =>
  [textOf(name), textOf(address)].filter(Boolean).join(', ') ||
  (typeof latitude === 'number' && typeof longitude === 'number' ? `${latitude}, ${longitude}` : '');

/** e.g. `Maria Souza: +55 47 99999-0000`. */
function cardText(card: unknown): string {
  const { phones } = fieldsOf(card);
  const numbers = listOf(phones).map(
    (phone) => textOf(fieldsOf(phone)['phone']) || textOf(fieldsOf(phone)['wa_id']),
  );
  return [cardName(fieldsOf(card)), numbers.filter(Boolean).join(', ')].filter(Boolean).join(': ');
}

function orderText({ text, product_items }: JsonObject): string {
  const items = listOf(product_items).map((item) => {
    const { quantity, product_retailer_id } = fieldsOf(item);
    return `${idOf(quantity) ?? '?'} × ${idOf(product_retailer_id) ?? '?'}`;
  });
  return [textOf(text), ...items].filter(Boolean).join('\n');
}
