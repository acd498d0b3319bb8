import type { Command } from 'commander';
import { conversationId } from '../../domain/messaging/message.ts';
import { idOf } from './clinics.ts';
import { CommandRefused, table, type Run } from './report.ts';
import { withServices } from './with-services.ts';

const mostAtOnce = 100;

type Options = { readonly turn?: string; readonly contextVersion?: string };

/** Why the assistant answered as it did. */
export function answerCommands(program: Command, run: Run): void {
  program
    .command('replay-answers <clinic> <conversation>')
    .description('runs the answers of a language model again, from their records; asks nobody, sends nothing')
    .option('--turn <id>', 'only this one, with what was and would be said')
    .option('--context-version <number>', 'in place of the version of that time')
    .addHelpText(
      'after',
      '\nThe newest hundred are run. It exits with 1 when one comes out otherwise.\n\n  npx atende replay-answers 0199… 0199…',
    )
    .action((clinic: string, conversation: string, { turn, contextVersion }: Options) =>
      run(() =>
        withServices([], async ({ services }) => {
          const place = { clinicId: idOf(clinic), conversationId: conversationId(conversation) };
          const version = versionOf(contextVersion);
          const { turnRecords, replayTurn } = services;
          const kept = await turnRecords.ofConversation(place.clinicId, place.conversationId, mostAtOnce);
          const wanted = turn === undefined ? kept.map(({ turnId }) => turnId) : [turn];
          const replays = [];
          for (const turnId of wanted)
            replays.push({ turnId, ...(await replayTurn({ ...place, turnId, contextVersion: version })) });
          const rows = replays.map(({ turnId, isSame, before, after }) => [
            ...[turnId, isSame ? 'same' : 'differs'],
            ...[before.answeredBy, after.answeredBy],
          ]);
          const [one] = turn === undefined ? [] : replays;
          return {
            text: [
              table(['turn', 'answer', 'then', 'now'], rows),
              ...(one === undefined
                ? []
                : [spoken('then', one.before.replies), spoken('now', one.after.replies)]),
            ].join('\n\n'),
            json: replays,
            exitCode: replays.every(({ isSame }) => isSame) ? 0 : 1,
          };
        }),
      ),
    );
}

const spoken = (when: string, replies: readonly { readonly body: string }[]): string =>
  [`${when}:`, ...replies.map(({ body }) => body)].join('\n');

function versionOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(written)) throw new CommandRefused('--context-version is a number from 1');
  return Number(written);
}
