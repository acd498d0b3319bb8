import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import { PersonNotFound } from '../../domain/privacy/privacy-errors.ts';
import { erasureId } from '../../domain/privacy/erasure.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { contactId, type ContactId } from '../../domain/messaging/people/contact-identity.ts';
import type { Services } from '../composition/services.ts';
import { audited } from './audited.ts';
import { idOf } from './clinics.ts';
import { CommandRefused, type Run, progress } from './report.ts';
import { withServices } from './with-services.ts';

/** What the law lets a patient ask for. */
export function patientCommands(program: Command, run: Run): void {
  program
    .command('export <clinic> <patient>')
    .description('everything that is held about a patient, as one JSON document')
    .requiredOption('--out <file>', 'a new file, readable by you alone')
    .addHelpText(
      'after',
      '\n<patient> is a contact, a conversation or a phone.\n\n  npx atende export 0199… "+55 11 95550-1001" --out ana.json',
    )
    .action((clinic: string, patient: string, { out }: { out: string }) =>
      run(() =>
        withServices([], async ({ services }) => {
          const clinicId = idOf(clinic);
          const contact = await contactOf(services, clinicId, patient);
          const pieces = await audited(services, { clinicId, contact, action: 'patient.export' }, () =>
            services.exportPatient({ clinicId, contactId: contact }),
          );
          const file = await open(out, 'wx', 0o600);
          const going = progress('pieces written');
          let written = 0;
          try {
            for await (const piece of pieces) {
              await file.write(piece);
              going.step((written += 1));
            }
          } finally {
            going.end();
            await file.close();
          }
          return { text: `Wrote ${out}`, json: { contactId: contact, file: out } };
        }),
      ),
    );

  program
    .command('erase <clinic> <patient>')
    .description('erases a patient of a clinic; nothing brings them back')
    .option('--yes', 'needed: nobody is asked again')
    .addHelpText(
      'after',
      '\n<patient> is a contact, a conversation or a phone. Run it where the processes reach ERASURE_JOURNAL.\n\n  npx atende erase 0199… "+55 11 95550-1001" --yes',
    )
    .action((clinic: string, patient: string, { yes }: { yes?: true }) =>
      run(() =>
        withServices(['erasing'], async ({ services }) => {
          const clinicId = idOf(clinic);
          const contact = await contactOf(services, clinicId, patient);
          if (yes !== true)
            throw new CommandRefused(`Nothing was erased. To erase contact ${contact} for good add --yes`);
          const id = erasureId(services.ids.next());
          const erasure = await audited(services, { clinicId, contact, action: 'patient.erase' }, () =>
            services.erasePatient({ id, clinicId, contactId: contact, by: 'local:operator' }),
          );
          const { state, counts } = erasure;
          const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
          return { text: `Erased (${id}, ${state}): ${rows} rows`, json: { id, state, counts } };
        }),
      ),
    );
}

/** A contact by its id, or the one of a conversation or a phone. @throws PersonNotFound */
async function contactOf(services: Services, clinicId: ClinicId, patient: string): Promise<ContactId> {
  const [found] = await services.findConversation(patient, clinicId);
  if (found !== undefined) {
    const conversation = await services.conversations.get(clinicId, found.conversationId);
    if (conversation !== undefined) return conversation.contact.id;
  }
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(patient)) throw new PersonNotFound();
  return contactId(patient.toLowerCase());
}
