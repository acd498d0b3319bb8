import type { OutboundContent } from '../../../domain/messaging/message.ts';
import type { SentContent } from '../../../domain/messaging/sending/team-content.ts';
import type { SharedContact } from '../../../domain/messaging/messages/message-details.ts';
import { given } from '../../../domain/given.ts';
import { e164 } from '../../../domain/messaging/people/phone-number.ts';
import type { SendRequest } from '../../../application/ports/messaging/message-sender.ts';

/**
 * The body of a send (docs/vendors/meta.md#sending). The '+' matters: without it Meta may put the business's own country code
 * before the number. Our message id comes back in status webhooks. `undefined` for content that a newer version of the program
 * has queued and this one does not know.
 */
export function outboundBody({ messageId, to, content, refersTo, mediaId }: SendRequest) {
  const body = contentBody(content, { refersTo, mediaId });
  if (body === undefined) return undefined;
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...(to.phone === undefined ? { recipient: to.bsuid } : { to: e164(to.phone) }),
    // Meta takes no quotes in templates
    ...(refersTo !== undefined &&
      content.type !== 'reaction' &&
      content.type !== 'template' && { context: { message_id: refersTo } }),
    ...body,
    biz_opaque_callback_data: messageId,
  };
}

type Names = { readonly refersTo: string | undefined; readonly mediaId: string | undefined };

function contentBody(content: SentContent, { refersTo, mediaId: id }: Names) {
  switch (content.type) {
    case 'image':
    case 'video':
      return { type: content.type, [content.type]: { id, ...captionOf(content) } };
    case 'document':
      return { type: 'document', document: { id, filename: content.fileName, ...captionOf(content) } };
    case 'audio':
      return { type: 'audio', audio: { id, ...(content.isVoice && { voice: true }) } };
    case 'location': {
      const { latitude, longitude, name, address } = content.place;
      return { type: 'location', location: { latitude, longitude, ...given({ name, address }) } };
    }
    case 'contacts':
      return { type: 'contacts', contacts: content.contacts.map(cardBody) };
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: refersTo, emoji: content.body } };
    case 'text':
      return { type: 'text', text: { body: content.body, preview_url: false } };
    case 'buttons': {
      const buttons = content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }));
      return interactive('button', content.body, { buttons });
    }
    case 'list': {
      const sections = content.sections.map(({ title, rows }) => ({
        ...(title !== '' && { title }),
        rows: rows.map(({ id, title, description }) => ({ id, title, ...(description && { description }) })),
      }));
      return interactive('list', content.body, { button: content.button, sections });
    }
    case 'contact-request':
      return interactive('contact_request', content.body, { name: 'request_contact_info' });
    case 'template':
      return templateBody(content);
    default:
      content satisfies never;
      return undefined;
  }
}

const interactive = (type: string, text: string, action: object) => ({
  type: 'interactive',
  interactive: { type, body: { text }, action },
});

const captionOf = ({ body }: SentContent) => (body === '' ? {} : { caption: body });

const cardBody = ({ name, phones, emails, organisation }: SharedContact) => ({
  // Meta asks for one part of the name beside the whole
  name: { formatted_name: name, first_name: name },
  phones: phones.map((phone) => ({ phone, type: 'WORK' })),
  ...(emails.length > 0 && { emails: emails.map((email) => ({ email, type: 'WORK' })) }),
  ...(organisation !== undefined && { org: { company: organisation } }),
});

/** The category is not sent: Meta knows it (docs/vendors/meta.md#templates). */
function templateBody({
  name,
  language,
  parameterFormat,
  parameters,
  buttons,
}: Extract<OutboundContent, { type: 'template' }>) {
  const said = parameters.map((parameter) => ({
    type: 'text',
    ...(parameterFormat === 'named' && { parameter_name: parameter.name }),
    text: parameter.text,
  }));
  const components = [
    ...(said.length > 0 ? [{ type: 'body', parameters: said }] : []),
    ...buttons.map(({ id }, index) => ({
      type: 'button',
      sub_type: 'quick_reply',
      index: String(index),
      parameters: [{ type: 'payload', payload: id }],
    })),
  ];
  return { type: 'template', template: { name, language: { code: language }, components } };
}
