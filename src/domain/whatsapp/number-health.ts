import type { AccountNotice } from '../connection/account-notice.ts';
import { given } from '../given.ts';
import type { TokenFacts } from './onboarding.ts';

/** A number as Meta described it when it was asked last, in Meta's own words; absent where it said nothing. */
export type NumberHealth = {
  readonly displayNumber?: string;
  readonly verifiedName?: string;
  /** e.g. CONNECTED, DISCONNECTED, FLAGGED, RESTRICTED. */
  readonly status?: string;
  /** GREEN, YELLOW, RED or UNKNOWN. */
  readonly quality?: string;
  /** e.g. APPROVED, DECLINED, PENDING_REVIEW. */
  readonly nameStatus?: string;
  /** How many people the business may write to first within a day, e.g. TIER_250. */
  readonly messagingLimit?: string;
  /** e.g. STANDARD, HIGH, NOT_APPLICABLE. */
  readonly throughput?: string;
  /** AVAILABLE, LIMITED or BLOCKED. */
  readonly canSend?: string;
  /** Why not, in Meta's English words. */
  readonly sendProblems?: readonly string[];
  /** Whether some app gets the webhooks of its account: without one nothing of what patients write arrives. */
  readonly isSubscribed?: boolean;
  /** Of the number's own token; absent: it never ends, or nobody knows. */
  readonly tokenEndsAt?: Date;
  readonly dataAccessEndsAt?: Date;
};

/** What a clinic must know of a number, each an alert of its own. */
export const healthIssues = [
  'token-dead',
  'token-ends',
  'token-ends-soon',
  'data-access-ends',
  'data-access-ends-soon',
  'quality-low',
  'limit-lowered',
  'name-declined',
  'sending-blocked',
  'sending-limited',
  'status-risky',
  'webhooks-off',
] as const;
export type HealthIssue = (typeof healthIssues)[number];

export type HealthVerdict = {
  readonly open: readonly HealthIssue[];
  /** What is neither open nor over is as it was. */
  readonly over: readonly HealthIssue[];
};

const dayMs = 24 * 3_600_000;
const warnMs = 14 * dayMs;
const urgeMs = 3 * dayMs;
const risky = new Set(['BANNED', 'RESTRICTED', 'RATE_LIMITED', 'FLAGGED', 'DISCONNECTED', 'DELETED']);

/** TIER_250 as 250, TIER_1K as 1000; `undefined` for a word that is not known. */
function limitOf(tier: string | undefined): number | undefined {
  if (tier === 'TIER_UNLIMITED') return Number.POSITIVE_INFINITY;
  const [, count, thousands] = /^TIER_(\d+)(K?)$/.exec(tier ?? '') ?? [];
  return count === undefined ? undefined : Number(count) * (thousands === 'K' ? 1_000 : 1);
}

const leftMs = (end: Date | undefined, at: Date): number =>
  end === undefined ? Number.POSITIVE_INFINITY : end.getTime() - at.getTime();

/** What is known of a token, as part of the health of the number that uses it. */
export const endsOf = ({
  endsAt,
  dataAccessEndsAt,
}: Pick<TokenFacts, 'endsAt' | 'dataAccessEndsAt'>): Pick<NumberHealth, 'tokenEndsAt' | 'dataAccessEndsAt'> =>
  given({ tokenEndsAt: endsAt, dataAccessEndsAt });

/** What a reading means; `before` is the one before it. */
export function judgeHealth(now: NumberHealth, before: NumberHealth | undefined, at: Date): HealthVerdict {
  const open: HealthIssue[] = [];
  const over: HealthIssue[] = ['token-dead'];
  const say = (issue: HealthIssue, isTrue: boolean) => (isTrue ? open : over).push(issue);
  const [token, access] = [leftMs(now.tokenEndsAt, at), leftMs(now.dataAccessEndsAt, at)];
  say('token-ends', token <= warnMs && token > urgeMs);
  say('token-ends-soon', token <= urgeMs);
  say('data-access-ends', access <= warnMs && access > urgeMs);
  say('data-access-ends-soon', access <= urgeMs);
  // a reading without the word says nothing about it
  if (now.quality !== undefined && now.quality !== 'UNKNOWN') say('quality-low', now.quality === 'RED');
  if (now.nameStatus !== undefined) say('name-declined', now.nameStatus === 'DECLINED');
  if (now.canSend !== undefined) {
    say('sending-blocked', now.canSend === 'BLOCKED');
    say('sending-limited', now.canSend === 'LIMITED');
  }
  if (now.isSubscribed !== undefined) say('webhooks-off', !now.isSubscribed);
  if (now.status !== undefined) say('status-risky', risky.has(now.status));
  const [limit, former] = [limitOf(now.messagingLimit), limitOf(before?.messagingLimit)];
  if (limit !== undefined && former !== undefined && limit !== former) say('limit-lowered', limit < former);
  return { open, over };
}

/** Meta does not take the token any more: nothing else is known. */
export const deadToken: HealthVerdict = { open: ['token-dead'], over: ['token-ends', 'token-ends-soon'] };

/**
 * What is wrong after a reading. What it said nothing of is as it was; a lower limit is news of one reading, since
 * nobody can say when it ends.
 */
export const issuesAfter = (
  before: readonly HealthIssue[],
  { open, over }: HealthVerdict,
): readonly HealthIssue[] =>
  healthIssues.filter(
    (issue) =>
      issue !== 'limit-lowered' &&
      (open.includes(issue) || (before.includes(issue) && !over.includes(issue))),
  );

const ofTokens: readonly HealthIssue[] = [
  'token-dead',
  'token-ends',
  'token-ends-soon',
  'data-access-ends',
  'data-access-ends-soon',
];

const alike: Readonly<Partial<Record<HealthIssue, AccountNotice>>> = {
  'quality-low': 'quality-low',
  'limit-lowered': 'limit-lowered',
  'name-declined': 'name-rejected',
};

/** Meta's own news that tells the same; a clinic is not alarmed by both. */
export const noticeAlike = (issue: HealthIssue): AccountNotice | undefined => alike[issue];

/** A new token ends these, and nothing else does. */
export const isOfToken = (issue: HealthIssue): boolean => ofTokens.includes(issue);

/** A number is read first when Meta has settled what was just brought in, ms after it came. */
export const firstReadingMs = 60_000;

/** Milliseconds until the next reading: about a day, or about an hour when Meta did not answer. */
export const nextReadingMs = (isRead: boolean, random: number): number =>
  Math.round((isRead ? dayMs : 3_600_000) * (0.85 + 0.3 * random));
