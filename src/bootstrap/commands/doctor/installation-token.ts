import type { WhatsAppAccounts } from '../../../application/ports/clinic/whatsapp-accounts.ts';
import { installationTokenWords } from '../../../domain/whatsapp/health-words.ts';
import { endsOf, judgeHealth } from '../../../domain/whatsapp/number-health.ts';
import type { DoctorFinding } from './finding.ts';
import { whyNot } from './numbers-at-meta.ts';

type Finding = Omit<DoctorFinding, 'check'>;

/** Whether Meta takes META_ACCESS_TOKEN, and until when. */
export async function installationTokenFindings(
  accounts: Pick<WhatsAppAccounts, 'tokenOwner' | 'installationToken'>,
  now: Date,
): Promise<readonly Finding[]> {
  const owner = await accounts.tokenOwner();
  if ('failure' in owner) return [{ state: 'failed', found: whyNot(owner, 'META_ACCESS_TOKEN') }];
  const taken: Finding = { state: 'ok', found: `the token is taken, as ${owner.ok}` };
  const facts = await accounts.installationToken();
  if ('failure' in facts) return [taken];
  const { open } = judgeHealth(endsOf(facts.ok), undefined, now);
  return [
    taken,
    ...open.map((issue) => ({ state: 'warning' as const, found: installationTokenWords(issue) })),
  ];
}
