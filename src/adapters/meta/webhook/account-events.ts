import type { AccountEvent, WebhookItem } from '../../../domain/messaging/webhook-item.ts';
import { fieldsOf, idOf, wordOf } from './json-values.ts';
import { contentKey, guarded, unhandled, type Change } from './webhook-change.ts';
import { given } from '../../../domain/given.ts';

/**
 * About a partner's business: `entry.id` is our portfolio and not the customer's WABA
 * (docs/vendors/meta.md#envelope).
 */
const partnerEvent = /^(PARTNER_|AD_ACCOUNT_LINKED|MM_LITE_)/;

const stops = new Set([
  'ACCOUNT_DELETED',
  'ACCOUNT_OFFBOARDED',
  'ACCOUNT_RESTRICTION',
  'PARTNER_APP_UNINSTALLED',
  'PARTNER_REMOVED',
]);

/** Source: docs/vendors/meta.md#account-events. */
export const readAccountUpdate = (change: Change, value: unknown): WebhookItem =>
  guarded(change, 'account-malformed', value, () => {
    const { event, waba_info, ban_info } = fieldsOf(value);
    if (typeof event !== 'string') return unhandled(change, 'account-malformed', value);
    const named = idOf(fieldsOf(waba_info)['waba_id']);
    const wabaId = named ?? (partnerEvent.test(event) ? undefined : idOf(change.entryId));
    return {
      kind: 'account',
      ...given({ wabaId }),
      number: change.number,
      event: wordOf(event),
      effect: effectOf(event, fieldsOf(ban_info)['waba_ban_state']),
      dedupeKey: contentKey(change, value),
      raw: value,
    };
  });

function effectOf(event: string, banState: unknown): AccountEvent['effect'] {
  if (stops.has(event)) return 'stop-sending';
  if (event === 'ACCOUNT_RECONNECTED') return 'resume-sending';
  if (event !== 'DISABLED_UPDATE') return 'notice';
  if (banState === 'DISABLE') return 'stop-sending';
  return banState === 'REINSTATE' ? 'resume-sending' : 'notice';
}
