import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../../src/adapters/meta/webhook/webhook-payload.ts';
import { webhookBody } from '../../support/builders/meta-webhooks.ts';

const readChange = (field: string, value: unknown) => readWebhook(webhookBody({ field, value }), new Date());

describe('news of the account', () => {
  it.each([
    ['ACCOUNT_DELETED', {}, 'stop-sending'],
    ['ACCOUNT_RESTRICTION', {}, 'stop-sending'],
    ['ACCOUNT_OFFBOARDED', {}, 'stop-sending'],
    ['DISABLED_UPDATE', { ban_info: { waba_ban_state: 'DISABLE' } }, 'stop-sending'],
    ['DISABLED_UPDATE', { ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE' } }, 'notice'],
    ['DISABLED_UPDATE', { ban_info: { waba_ban_state: 'REINSTATE' } }, 'resume-sending'],
    ['ACCOUNT_RECONNECTED', {}, 'resume-sending'],
    ['VERIFIED_ACCOUNT', {}, 'notice'],
  ])('%s with %j means %s', (event, detail, effect) => {
    expect(readChange('account_update', { event, ...detail })).toMatchObject([
      { kind: 'account', wabaId: '800000000000001', event, effect },
    ]);
  });

  it('from a partner names the account of the customer', () => {
    const value = { event: 'PARTNER_REMOVED', waba_info: { waba_id: '800000000000002' } };
    expect(readChange('account_update', value)).toMatchObject([
      { wabaId: '800000000000002', effect: 'stop-sending' },
    ]);
    expect(readChange('account_update', { event: 'PARTNER_REMOVED' })[0]).not.toHaveProperty('wabaId');
  });
});
