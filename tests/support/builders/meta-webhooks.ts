import { createHmac } from 'node:crypto';

/** Webhook bodies as Meta sends them. Every value is invented. */
type Json = Record<string, unknown>;

const clinicMetadata = { display_phone_number: '551133330000', phone_number_id: '900000000000001' };

/** One entry with these changes. */
export const webhookBody = (...changes: readonly { readonly field: string; readonly value: unknown }[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '800000000000001', changes }],
});

/** A value of the field `messages` around its lists. */
export const messagesChange = (parts: Json, field = 'messages') => ({
  field,
  value: { messaging_product: 'whatsapp', metadata: clinicMetadata, ...parts },
});

/** A body with these messages and nothing else. */
export const bodyWithMessages = (...messages: readonly unknown[]) =>
  webhookBody(messagesChange({ messages }));

export const bodyWithStatuses = (...statuses: readonly unknown[]) =>
  webhookBody(messagesChange({ statuses }));

let made = 0;

/** A message of a patient; `overrides` may remove a key with `undefined`. */
export const message = (overrides: Json = {}): Json =>
  withoutUndefined({
    from: '5511955500001',
    from_user_id: 'BR.1000000000000000001',
    id: `wamid.INVENTED${(made += 1)}==`,
    timestamp: '1795000000',
    type: 'text',
    ...overrides,
  });

export const textMessage = ({ body = 'Olá!', ...overrides }: Json & { body?: string } = {}): Json =>
  message({ text: { body }, ...overrides });

export const contact = (overrides: Json = {}): Json =>
  withoutUndefined({
    profile: { name: 'Ana' },
    wa_id: '5511955500001',
    user_id: 'BR.1000000000000000001',
    ...overrides,
  });

export const statusUpdate = (overrides: Json = {}): Json =>
  withoutUndefined({
    id: 'wamid.INVENTED-OUT==',
    status: 'delivered',
    timestamp: '1795000005',
    recipient_id: '5511955500001',
    ...overrides,
  });

/** The end of a call of a patient's that nobody took. */
export const callEvent = (overrides: Json = {}): Json =>
  withoutUndefined({
    id: 'wacid.1',
    from: '5511955500001',
    from_user_id: 'BR.1000000000000000001',
    to: '551133330000',
    event: 'terminate',
    direction: 'USER_INITIATED',
    timestamp: '1795000000',
    status: 'FAILED',
    ...overrides,
  });

const withoutUndefined = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Meta writes everything beyond ASCII as lower-case escapes (`\u00e7`), and signs that form. */
export const escapeLikeMeta = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The value of `X-Hub-Signature-256`. */
export const sign = (body: string | Buffer, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
