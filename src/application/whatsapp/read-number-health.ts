import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { given } from '../../domain/given.ts';
import { after, isOver } from '../../domain/instants.ts';
import { installationTokenWords, issueWords } from '../../domain/whatsapp/health-words.ts';
import {
  deadToken,
  endsOf,
  isOfToken,
  issuesAfter,
  judgeHealth,
  nextReadingMs,
  noticeAlike,
  type HealthIssue,
  type HealthVerdict,
} from '../../domain/whatsapp/number-health.ts';
import type { WhatsAppAccounts } from '../ports/clinic/whatsapp-accounts.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { DueNumber, NumberHealths } from '../ports/whatsapp/number-healths.ts';

/**
 * Asks Meta about every number that is due, each with its own token, about once a day, and beside them about the
 * installation's token. What somebody must know opens an alert, which ends with the reading that shows it is over.
 */
export type ReadNumberHealth = (stillWanted: () => boolean) => Promise<void>;

type Needs = {
  numberHealths: Pick<NumberHealths, 'claim' | 'save'>;
  whatsAppAccounts: Pick<WhatsAppAccounts, 'number' | 'ownToken' | 'installationToken' | 'subscribedApps'>;
  alerts: Pick<Alerts, 'open' | 'resolve' | 'openAmong'>;
  clock: Clock;
  randomness: Randomness;
};

/** Three questions to Meta, each with its timeout. */
const leaseMs = 5 * 60_000;
/** Of each process, since there is no row of the installation's to be claimed. */
const installationMs = 6 * 3_600_000;
/** Ours, not Meta's: a person has revoked the token, or another alert tells of the missing key. */
const knownHere = ['revoked', 'unreadable'];

export const makeReadNumberHealth = (needs: Needs): ReadNumberHealth => {
  const { numberHealths, whatsAppAccounts, alerts, clock, randomness } = needs;
  let installationDueAt: Date | undefined;

  const isTold = async (clinicId: ClinicId | undefined, issue: HealthIssue): Promise<boolean> => {
    const subject = noticeAlike(issue);
    if (clinicId === undefined || subject === undefined) return false;
    return (await alerts.openAmong([{ clinicId, kind: 'whatsapp-account', subject }])).length > 0;
  };
  const tell = async (
    { open, over }: HealthVerdict,
    of: { readonly clinicId?: ClinicId; readonly subject: (issue: HealthIssue) => string },
    wordsOf: (issue: HealthIssue) => string,
  ) => {
    const about = (issue: HealthIssue) => ({
      ...given({ clinicId: of.clinicId }),
      kind: isOfToken(issue) ? ('whatsapp-token-ends' as const) : ('number-health' as const),
      subject: of.subject(issue),
    });
    for (const issue of open)
      if (!(await isTold(of.clinicId, issue))) await alerts.open(about(issue), wordsOf(issue), clock.now());
    for (const issue of over) await alerts.resolve(about(issue), clock.now());
  };
  const tellOf = ({ clinicId, whatsappNumber }: DueNumber, verdict: HealthVerdict) =>
    tell(verdict, { clinicId, subject: (issue) => `${whatsappNumber} ${issue}` }, (issue) =>
      issueWords(issue, whatsappNumber),
    );

  const readInstallation = async (): Promise<void> => {
    if (!isOver(installationDueAt, clock.now())) return;
    installationDueAt = after(clock.now(), installationMs);
    const token = await whatsAppAccounts.installationToken();
    if ('failure' in token && token.failure !== 'token') return;
    const verdict = 'failure' in token ? deadToken : judgeHealth(endsOf(token.ok), undefined, clock.now());
    await tell(verdict, { subject: (issue) => issue }, installationTokenWords);
  };

  const read = async (number: DueNumber): Promise<void> => {
    const [answer, token] = [await whatsAppAccounts.number(number), await whatsAppAccounts.ownToken(number)];
    if (token === undefined) await readInstallation();
    if ('failure' in answer) {
      const isDead = token !== undefined && answer.failure === 'token' && !knownHere.includes(answer.code);
      if (isDead) await tellOf(number, deadToken);
      const issues = isDead ? issuesAfter(number.issues, deadToken) : number.issues;
      await numberHealths.save(
        number,
        { failure: answer.code, issues },
        nextReadingMs(false, randomness.next()),
      );
      return;
    }
    const { clinicId, wabaId } = number;
    const apps =
      wabaId === undefined ? undefined : await whatsAppAccounts.subscribedApps({ clinicId, wabaId });
    const health = {
      ...answer.ok,
      ...(apps !== undefined && 'ok' in apps && { isSubscribed: apps.ok.length > 0 }),
      ...(token !== undefined && 'ok' in token && endsOf(token.ok)),
    };
    const verdict = judgeHealth(health, number.before, clock.now());
    await tellOf(number, verdict);
    const issues = issuesAfter(number.issues, verdict);
    await numberHealths.save(number, { health, issues }, nextReadingMs(true, randomness.next()));
  };

  return async (stillWanted) => {
    while (stillWanted()) {
      const [number] = await numberHealths.claim(1, leaseMs);
      if (number === undefined) return;
      await read(number);
    }
  };
};
