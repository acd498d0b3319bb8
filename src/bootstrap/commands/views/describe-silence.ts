import type { FoundConversation } from '../../../application/operations/find-conversation.ts';
import type { Silence } from '../../../application/operations/explain-silence.ts';
import type { SilenceReason } from '../../../domain/inbox/why-no-answer.ts';
import { distance, table, type Report } from '../report.ts';
import { terminalLine } from '../terminal-text.ts';

const meanings: Readonly<Record<SilenceReason, string>> = {
  'clinic-inactive': 'The clinic is inactive: activate it, and what was parked is taken.',
  'sends-stopped':
    "The sends of the clinic's number are stopped by Meta's word: mend the account or token, then npx atende queue resume.",
  'held-by-people':
    'People of the clinic hold the conversation: they answer, or give it back to the assistant.',
  'turn-in-hand': 'A worker is answering at this moment.',
  'turn-overdue':
    'An answer is overdue and no worker has taken it: is a process with the role worker alive? (npx atende doctor)',
  'turn-waits': 'An answer is about to be made: the patient may still be writing.',
  'send-in-hand': 'A worker is sending at this moment.',
  'send-overdue':
    'A message is overdue and no worker has taken it: is a process with the role worker alive? (npx atende doctor)',
  'send-waits': 'A message waits for its time: rates, or a pause after a refusal.',
  'send-unknown':
    "Meta's answer to a message was lost: it is settled by a status, or sent again after a while.",
  'waits-for-window':
    'Something waits until the patient writes again: the 24 hours are over. A template for reopening helps.',
  'last-send-failed': 'The last message failed; its code says why (docs/errors.md).',
  'nothing-waits': 'Nothing waits: the last message was answered, or calls for no answer.',
};

const fine: ReadonlySet<SilenceReason> = new Set([
  'turn-in-hand',
  'turn-waits',
  'send-in-hand',
  'send-waits',
  'nothing-waits',
  'held-by-people',
]);
const shownLetters = 60;

/** The findings first, then what they rest on. */
export function describeSilence(
  found: readonly FoundConversation[],
  silences: readonly Silence[],
  now: Date,
): Report {
  const parts = silences.map((silence, n) => describeOne(silence, found[n]?.clinicId ?? '', now));
  const needsPerson = silences.some(({ reasons }) => reasons.some((reason) => !fine.has(reason)));
  const json = silences.map((silence, n) => ({
    clinicId: found[n]?.clinicId,
    ...silence,
    explanations: silence.reasons.map((reason) => meanings[reason]),
  }));
  return { text: parts.join('\n\n'), json: { conversations: json }, exitCode: needsPerson ? 1 : 0 };
}

function describeOne(silence: Silence, clinicId: string, now: Date): string {
  const { conversation, reasons, messages, work, alerts } = silence;
  const ago = (date: Date | undefined) =>
    date === undefined ? '' : distance(now.getTime() - date.getTime());
  const history = messages
    .toReversed()
    .map((each) => [
      ago(each.createdAt),
      each.origin,
      each.status,
      each.errorCode,
      terminalLine(each.text, shownLetters),
    ]);
  const waiting = [
    ...(work.turn === undefined
      ? []
      : [['turn', '', work.turn.dueAt, work.turn.heldUntil, work.turn.attempts] as const]),
    ...work.sends.map((send) => ['send', send.status, send.dueAt, send.heldUntil, send.attempts] as const),
  ].map(([kind, status, dueAt, heldUntil, attempts]) => [
    kind,
    status,
    dueAt?.toISOString() ?? '',
    heldUntil !== undefined && heldUntil > now ? 'a worker' : 'nobody',
    attempts,
  ]);
  return [
    `Conversation ${conversation.id} of clinic ${clinicId}, ${conversation.mode}`,
    ...reasons.map((reason) => `  ${reason}: ${meanings[reason]}`),
    '',
    table(['ago', 'from', 'status', 'code', 'text'], history),
    ...(waiting.length === 0 ? [] : ['', table(['waits', 'status', 'due', 'held by', 'attempts'], waiting)]),
    ...(alerts.length === 0
      ? []
      : [
          '',
          table(
            ['alert', 'since', 'message'],
            alerts.map(({ kind, openedAt, message }) => [kind, ago(openedAt), message]),
          ),
        ]),
  ].join('\n');
}
