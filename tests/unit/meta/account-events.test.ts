import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../../src/adapters/meta/webhook/webhook-payload.ts';
import { webhookBody } from '../../support/builders/meta-webhooks.ts';

const readChange = (field: string, value: unknown) => readWebhook(webhookBody({ field, value }), new Date());

const restricted = (...types: readonly string[]) => ({
  restriction_info: types.map((restriction_type) => ({ restriction_type, expiration: 1_795_000_000 })),
});

describe('news of the account', () => {
  it.each([
    ['ACCOUNT_DELETED', {}, 'stop-sending'],
    ['ACCOUNT_RESTRICTION', {}, 'stop-sending'],
    ['ACCOUNT_RESTRICTION', restricted('RESTRICTED_ADD_PHONE_NUMBER_ACTION'), 'notice'],
    ['ACCOUNT_RESTRICTION', restricted('RESTRICTED_BIZ_INITIATED_MESSAGING'), 'notice'],
    ['ACCOUNT_RESTRICTION', restricted('RESTRICTED_UTILITY_TEMPLATES'), 'notice'],
    ['ACCOUNT_RESTRICTION', restricted('A_RESTRICTION_OF_2031'), 'notice'],
    [
      'ACCOUNT_RESTRICTION',
      restricted('RESTRICTED_ADD_PHONE_NUMBER_ACTION', 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING'),
      'stop-sending',
    ],
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

  it.each([
    [
      'account_update',
      { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SPAM' } },
      'violation',
    ],
    [
      'account_update',
      { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE' } },
      'ban-announced',
    ],
    [
      'phone_number_quality_update',
      { display_phone_number: '551133330000', event: 'FLAGGED' },
      'quality-low',
    ],
    [
      'phone_number_quality_update',
      { display_phone_number: '551133330000', event: 'DOWNGRADE' },
      'limit-lowered',
    ],
    [
      'phone_number_name_update',
      { display_phone_number: '551133330000', decision: 'REJECTED' },
      'name-rejected',
    ],
  ])('%s %j is told to the clinic as %s, and stops nothing', (field, value, notice) => {
    expect(readChange(field, value)).toMatchObject([{ kind: 'account', effect: 'notice', notice }]);
  });

  it.each([
    [
      ['RESTRICTED_ADD_PHONE_NUMBER_ACTION', 'RESTRICTED_BIZ_INITIATED_MESSAGING'],
      'restricted-first-messages',
    ],
    [['RESTRICTED_BIZ_INITIATED_MESSAGING', 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING'], 'restricted-replies'],
    [['A_RESTRICTION_OF_2031', 'RESTRICTED_ADD_PHONE_NUMBER_ACTION'], 'restricted-adding-numbers'],
    [['A_RESTRICTION_OF_2031'], 'restricted-otherwise'],
  ])('of the restrictions %j the gravest is told: %s', (types, notice) => {
    const value = { event: 'ACCOUNT_RESTRICTION', ...restricted(...types) };
    expect(readChange('account_update', value)).toMatchObject([{ notice }]);
  });

  it('quality that has recovered ends what was told', () => {
    const value = { display_phone_number: '551133330000', event: 'UNFLAGGED' };
    expect(readChange('phone_number_quality_update', value)).toMatchObject([{ ends: 'quality-low' }]);
  });

  it('from a partner names the account of the customer', () => {
    const value = { event: 'PARTNER_REMOVED', waba_info: { waba_id: '800000000000002' } };
    expect(readChange('account_update', value)).toMatchObject([
      { wabaId: '800000000000002', effect: 'stop-sending' },
    ]);
    expect(readChange('account_update', { event: 'PARTNER_REMOVED' })[0]).not.toHaveProperty('wabaId');
  });
});
