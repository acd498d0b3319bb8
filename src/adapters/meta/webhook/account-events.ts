import type { AccountEvent, WebhookItem } from '../../../domain/messaging/webhook-item.ts';
import {
  noticeOf,
  noticeOfRestrictions,
  type AccountNotice,
} from '../../../domain/connection/account-notice.ts';
import { fieldsOf, idOf, listOf, wordOf } from './json-values.ts';
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
    const { event, waba_info, ban_info, restriction_info } = fieldsOf(value);
    if (typeof event !== 'string') return unhandled(change, 'account-malformed', value);
    const named = idOf(fieldsOf(waba_info)['waba_id']);
    const wabaId = named ?? (partnerEvent.test(event) ? undefined : idOf(change.entryId));
    const banState = fieldsOf(ban_info)['waba_ban_state'];
    const notice = noticeIn(event, banState, listOf(restriction_info));
    return {
      kind: 'account',
      ...given({ wabaId }),
      number: change.number,
      event: wordOf(event),
      effect: event === 'ACCOUNT_RESTRICTION' && notice ? noticeOf(notice).effect : effectOf(event, banState),
      ...given({ notice }),
      dedupeKey: contentKey(change, value),
      raw: value,
    };
  });

function noticeIn(
  event: string,
  banState: unknown,
  restricted: readonly unknown[],
): AccountNotice | undefined {
  if (event === 'ACCOUNT_VIOLATION') return 'violation';
  if (event === 'DISABLED_UPDATE' && banState === 'SCHEDULE_FOR_DISABLE') return 'ban-announced';
  if (event !== 'ACCOUNT_RESTRICTION') return undefined;
  return noticeOfRestrictions(restricted.flatMap((each) => idOf(fieldsOf(each)['restriction_type']) ?? []));
}

const numberNotices: Readonly<Record<string, { notice?: AccountNotice; ends?: AccountNotice }>> = {
  FLAGGED: { notice: 'quality-low' },
  UNFLAGGED: { ends: 'quality-low' },
  DOWNGRADE: { notice: 'limit-lowered' },
  UPGRADE: { ends: 'limit-lowered' },
  REJECTED: { notice: 'name-rejected' },
  APPROVED: { ends: 'name-rejected' },
};

export const numberFields: ReadonlySet<string> = new Set([
  'phone_number_quality_update',
  'phone_number_name_update',
]);

/** Quality and display name of one number, which is named by its digits. What says nothing to act on is only kept. */
export const readNumberNews = (change: Change, value: unknown): WebhookItem => {
  const { event, decision } = fieldsOf(value);
  const word = change.field === 'phone_number_quality_update' ? event : decision;
  const news = typeof word === 'string' ? numberNotices[word] : undefined;
  if (news === undefined) return unhandled(change, `field:${change.field}`, value);
  return {
    kind: 'account',
    ...given({ wabaId: idOf(change.entryId) }),
    number: change.number,
    event: wordOf(String(word)),
    effect: 'notice',
    ...news,
    dedupeKey: contentKey(change, value),
    raw: value,
  };
};

function effectOf(event: string, banState: unknown): AccountEvent['effect'] {
  if (stops.has(event)) return 'stop-sending';
  if (event === 'ACCOUNT_RECONNECTED') return 'resume-sending';
  if (event !== 'DISABLED_UPDATE') return 'notice';
  if (banState === 'DISABLE') return 'stop-sending';
  return banState === 'REINSTATE' ? 'resume-sending' : 'notice';
}
