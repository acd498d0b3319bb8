import { clinicId } from '../../domain/clinic/clinic.ts';
import { contactId } from '../../domain/messaging/people/contact-identity.ts';
import { runCommand } from './command.ts';

// `npm run undo-merge -- <clinic id> <contact id>`: splits what an automatic merge of two contacts put together.
await runCommand(async (services) => {
  const [clinic, merged] = process.argv.slice(2);
  if (clinic === undefined || merged === undefined)
    throw new Error(
      'usage: npm run undo-merge -- <clinic id> <id of the contact that was merged into another>',
    );
  await services.people.undoMerge(clinicId(clinic), contactId(merged), services.clock.now());
  return `contact ${merged} stands alone again`;
});
