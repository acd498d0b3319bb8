import type { RegisteredNumber } from '../../../application/ports/clinic/clinic-numbers.ts';
import type {
  AccountFailure,
  WhatsAppAccounts,
} from '../../../application/ports/clinic/whatsapp-accounts.ts';
import { endsOf, judgeHealth, type HealthIssue } from '../../../domain/whatsapp/number-health.ts';

type NumberAtMeta = {
  readonly clinicId: string;
  readonly whatsappNumber: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly found: string;
};

/** What stops a number already; the rest warns. */
const grave: readonly HealthIssue[] = ['token-dead', 'sending-blocked', 'status-risky'];

/**
 * Each number as Meta sees it, asked with its own token where it has one, and whether its account tells anybody of its
 * news; one question at a time.
 */
export async function numbersAtMeta(
  accounts: WhatsAppAccounts,
  numbers: readonly RegisteredNumber[],
  now: Date,
): Promise<readonly NumberAtMeta[]> {
  const subscriptions = new Map<string, string | undefined>();
  const looked: NumberAtMeta[] = [];
  for (const { clinicId, whatsappNumber, phoneNumberId, wabaId } of numbers) {
    const say = (state: NumberAtMeta['state'], found: string) =>
      looked.push({ clinicId, whatsappNumber, state, found });
    if (phoneNumberId === undefined) {
      say('warning', 'no phone_number_id yet: write to it once, or give it with number add');
      continue;
    }
    const answer = await accounts.number({ clinicId, whatsappNumber, phoneNumberId });
    const own = await accounts.ownToken({ clinicId, whatsappNumber });
    const whose = own === undefined ? 'META_ACCESS_TOKEN' : 'the number’s own token';
    if ('failure' in answer) say('failed', whyNot(answer, whose));
    else {
      const ends = own !== undefined && 'ok' in own ? endsOf(own.ok) : {};
      const { open } = judgeHealth({ ...answer.ok, ...ends }, undefined, now);
      const { status = 'unknown', quality = 'UNKNOWN', verifiedName = '', messagingLimit } = answer.ok;
      const isGrave = open.some((issue) => grave.includes(issue));
      const parts = [status, `quality ${quality}`, verifiedName, messagingLimit, `by ${whose}`, ...open];
      say(
        isGrave ? 'failed' : open.length > 0 || quality === 'YELLOW' ? 'warning' : 'ok',
        parts.filter(Boolean).join(', '),
      );
    }
    if (wabaId === undefined) continue;
    const account = `${clinicId} ${wabaId}`;
    if (!subscriptions.has(account))
      subscriptions.set(account, await subscriptionProblem(accounts, { clinicId, wabaId }));
    const problem = subscriptions.get(account);
    if (problem !== undefined) say('failed', problem);
  }
  return looked;
}

async function subscriptionProblem(
  accounts: WhatsAppAccounts,
  account: Parameters<WhatsAppAccounts['subscribedApps']>[0],
): Promise<string | undefined> {
  const { wabaId } = account;
  const answer = await accounts.subscribedApps(account);
  if ('failure' in answer)
    return `the subscription of account ${wabaId} cannot be read: ${whyNot(answer, 'the token')}`;
  if (answer.ok.length > 0) return undefined;
  return `no app is subscribed to account ${wabaId}, so no webhook comes: POST /${wabaId}/subscribed_apps`;
}

export function whyNot({ failure, code }: AccountFailure, whose: string): string {
  switch (failure) {
    case 'token':
      return code === 'revoked' || code === 'unreadable'
        ? `${whose} is ${code} here: connect the number again`
        : `Meta refuses ${whose} (${code}): make a new token for the system user`;
    case 'not-ours':
      return `the token may not see it, or it does not exist (${code}): share the account with our app`;
    case 'unreachable':
      return `Meta cannot be reached (${code}): look at the network and META_GRAPH_URL`;
    case 'refused':
      return `Meta refuses (${code}); try again later`;
  }
}
