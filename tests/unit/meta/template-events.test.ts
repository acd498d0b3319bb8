import { expect, it } from 'vitest';
import { readWebhook } from '../../../src/adapters/meta/webhook/webhook-payload.ts';
import { webhookBody } from '../../support/builders/meta-webhooks.ts';

const read = (field: string, value: object) =>
  readWebhook(
    webhookBody({
      field,
      value: { message_template_name: 'lembrete', message_template_language: 'pt-BR', ...value },
    }),
    new Date(),
  )[0];
const named = { name: 'lembrete', language: 'pt_BR' };

it.each([
  ['APPROVED', 'NONE', { status: 'APPROVED' }],
  ['REJECTED', 'PROMOTIONAL', { status: 'REJECTED', reason: 'PROMOTIONAL' }],
  ['PAUSED', 'NONE', { status: 'PAUSED' }],
  ['DISABLED', null, { status: 'DISABLED' }],
  ['ARCHIVED', null, { status: 'ARCHIVED', from: 'APPROVED' }],
  ['PENDING_DELETION', null, { status: 'PENDING_DELETION' }],
  ['REINSTATED', 'NONE', { status: 'APPROVED' }],
  ['UNPAUSED', 'NONE', { status: 'APPROVED' }],
  ['UNARCHIVED', null, { status: 'APPROVED', from: 'ARCHIVED' }],
  ['UNLOCKED', null, { status: 'APPROVED', from: 'LOCKED' }],
  ['FLAGGED', 'NONE', {}],
  ['FLAGGED', 'PROMOTIONAL', {}],
  ['LOCKED', null, {}],
])('a template that is %s with the reason %s becomes that, or stays what it was', (event, reason, change) => {
  const item = read('message_template_status_update', { event, reason });
  expect(item?.kind === 'template' ? item.change : undefined).toEqual({ ...named, ...change });
});

it('the same news a second later are news, and the same of one second a repetition', () => {
  const body = (time: number) => {
    const value = { event: 'APPROVED', message_template_name: 'a', message_template_language: 'pt_BR' };
    return {
      object: 'whatsapp_business_account',
      entry: [{ id: '8', time, changes: [{ field: 'message_template_status_update', value }] }],
    };
  };
  const keyAt = (time: number) => readWebhook(body(time), new Date())[0]?.dedupeKey;
  expect(keyAt(1_795_000_000)).toBe(keyAt(1_795_000_000));
  expect(keyAt(1_795_000_000)).not.toBe(keyAt(1_795_000_001));
});
