import type { OutboundContent } from '../../../domain/messaging/message.ts';
import { e164 } from '../../../domain/messaging/people/phone-number.ts';
import type { SendRequest } from '../../../application/ports/messaging/message-sender.ts';

/**
 * The body of a send (docs/vendors/meta.md#sending). The '+' matters: without it Meta may put the business's own country code
 * before the number. Our message id comes back in status webhooks.
 */
export const outboundBody = ({ messageId, to, content }: SendRequest) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  ...(to.phone === undefined ? { recipient: to.bsuid } : { to: e164(to.phone) }),
  ...contentBody(content),
  biz_opaque_callback_data: messageId,
});

function contentBody(content: OutboundContent) {
  switch (content.type) {
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
  }
}

const interactive = (type: string, text: string, action: object) => ({
  type: 'interactive',
  interactive: { type, body: { text }, action },
});
