import type { Command } from 'commander';
import { contactId } from '../../domain/messaging/people/contact-identity.ts';
import { audited } from './audited.ts';
import { idOf } from './clinics.ts';
import { describeSilence } from './views/describe-silence.ts';
import { readObjectives } from './views/read-objectives.ts';
import { readQueue } from './views/read-queue.ts';
import { CommandRefused, type Run, progress } from './report.ts';
import { withServices } from './with-services.ts';

const mostMessages = 100;
const mostClinics = 1_000;

/** What waits, and why somebody hears nothing. */
export function workCommands(program: Command, run: Run): void {
  program
    .command('why <conversation-or-phone>')
    .description('why a patient gets no answer: the last messages, what waits, who has it, which alert')
    .option('--clinic <clinic>', 'looks in this clinic only')
    .option('--messages <count>', 'how many of the last messages', '5')
    .addHelpText(
      'after',
      '\nExit code 1 when something needs a person.\n\n  npx atende why "+55 11 95550-1001"',
    )
    .action((reference: string, { clinic, messages }: { clinic?: string; messages: string }) =>
      run(() =>
        withServices([], async ({ services }) => {
          const count = Number(messages);
          if (!Number.isInteger(count) || count < 1 || count > mostMessages)
            throw new CommandRefused(`--messages: a whole number up to ${mostMessages}`);
          const looking = progress('clinics looked at');
          const only = clinic === undefined ? undefined : idOf(clinic);
          const found = await services.findConversation(reference, only, looking.step);
          looking.end();
          if (found.length === 0)
            throw new CommandRefused(
              `No conversation is known as ${reference}; has its message been parked? (npx atende queue)`,
            );
          const silences = [];
          for (const each of found)
            silences.push(await services.explainSilence({ ...each, messages: count }));
          return describeSilence(found, silences, services.clock.now());
        }),
      ),
    );

  const queue = program.command('queue').description('what is due, since when, and in which clinics');
  queue
    .action(() => run(() => withServices([], ({ services }) => readQueue(services))))
    .addHelpText(
      'after',
      '\nExit code 1 while a number is stopped or work is a minute late.\n\n  npx atende queue --json',
    );
  queue
    .command('resume <clinic>')
    .description('lets the stopped numbers of a clinic send again now')
    .addHelpText('after', '\n  npx atende queue resume 0199…')
    .action((clinic: string) =>
      run(() =>
        withServices([], async ({ services }) => {
          const resumed = await services.resumeSends(idOf(clinic));
          const text = resumed ? 'The clinic sends again.' : 'No number of the clinic was stopped.';
          return { text, json: { resumed } };
        }),
      ),
    );

  program
    .command('objectives')
    .description('the clinics that have used most of their error budgets of thirty days')
    .option('--limit <count>', 'how many', '20')
    .addHelpText(
      'after',
      '\nExit code 1 when a budget is used up.\n\n  npx atende objectives --limit 5 --json',
    )
    .action(({ limit }: { limit: string }) =>
      run(() => {
        const count = Number(limit);
        if (!Number.isInteger(count) || count < 1 || count > mostClinics)
          throw new CommandRefused(`--limit: a whole number up to ${mostClinics}`);
        return withServices([], ({ services }) => readObjectives(services, count));
      }),
    );

  program
    .command('replay')
    .description('ingests parked items again, for example after a number was registered')
    .option('--clinic <clinic>', 'only those of this clinic')
    .addHelpText('after', '\n  npx atende replay --clinic 0199…')
    .action(({ clinic }: { clinic?: string }) =>
      run(() =>
        withServices(['erasing'], async ({ services }) => {
          const reach = clinic === undefined ? 'all' : [idOf(clinic)];
          const going = progress('parked items looked at');
          let looked = 0;
          let resolved = 0;
          let after: Awaited<ReturnType<typeof services.replayParkedItems>>['next'];
          do {
            const part = await services.replayParkedItems({ reach, after, pages: 1 });
            looked += part.looked;
            resolved += part.resolved;
            after = part.next;
            going.step(looked);
          } while (after !== undefined);
          going.end();
          const text = `${looked} parked items looked at, ${resolved} found their place, ${looked - resolved} stay parked`;
          return { text, json: { looked, resolved, parked: looked - resolved } };
        }),
      ),
    );

  program
    .command('undo-merge <clinic> <contact>')
    .description(
      'splits what an automatic merge of two contacts put together; <contact> is the one that was merged',
    )
    .addHelpText('after', '\n  npx atende undo-merge 0199… 019a…')
    .action((clinic: string, contact: string) =>
      run(() =>
        withServices([], async ({ services }) => {
          const act = { clinicId: idOf(clinic), contact: contactId(contact), action: 'contact.undo-merge' };
          await audited(services, act, () =>
            services.people.undoMerge(act.clinicId, act.contact, services.clock.now()),
          );
          return { text: `contact ${contact} stands alone again`, json: { contact } };
        }),
      ),
    );
}
