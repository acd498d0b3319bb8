import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ContactId, Identity } from '../../domain/messaging/people/contact-identity.ts';
import {
  exportFormat,
  mediaNote,
  mediaOf,
  type ExportedMessage,
  type PatientFile,
} from '../../domain/privacy/patient-export.ts';
import { identitiesIn, searchValues } from '../../domain/privacy/person-mentions.ts';
import { PersonNotFound } from '../../domain/privacy/privacy-errors.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ParkedContents } from '../ports/privacy/parked-contents.ts';
import type { ParkedItem } from '../ports/messaging/parked-items.ts';
import type { PatientRecords } from '../ports/privacy/patient-records.ts';

/**
 * Everything that is held about one person of a clinic, as one JSON document (`atende-patient-export/1`), piece by piece:
 * a page of messages is in memory at a time. The document ends with `"complete": true`; one without that was cut off.
 * @throws PersonNotFound, ClinicNotFound before the first piece
 */
export type ExportPatient = (request: {
  readonly clinicId: ClinicId;
  readonly contactId: ContactId;
}) => Promise<AsyncIterable<string>>;

type Needs = {
  patientRecords: PatientRecords;
  parkedContents: ParkedContents;
  clinics: Clinics;
  clock: Clock;
};

const pageSize = 500;

export const makeExportPatient =
  ({ patientRecords, parkedContents, clinics, clock }: Needs): ExportPatient =>
  async ({ clinicId, contactId }) => {
    const [file, record] = await Promise.all([
      patientRecords.file(clinicId, contactId),
      clinics.get(clinicId),
    ]);
    if (record === undefined) throw new ClinicNotFound(clinicId);
    if (file === undefined) throw new PersonNotFound();
    const now = clock.now();
    return pieces({
      head: {
        format: exportFormat,
        exportedAt: now,
        clinic: { id: clinicId, name: record.clinic.name },
        person: personOf(file),
        appointments: file.appointments,
        alerts: file.alerts,
        acts: file.acts,
        mediaNote,
      },
      conversations: file.conversations,
      messages: messagesOf(patientRecords, clinicId, file),
      parked: parkedOf(parkedContents, clinicId, file, now),
    });
  };

const personOf = ({ contactIds, profileNames, flags, firstSeenAt, identities }: PatientFile) => ({
  contactIds,
  profileNames,
  flags,
  firstSeenAt,
  identities,
});

type Parts = {
  readonly head: object;
  readonly conversations: PatientFile['conversations'];
  readonly messages: AsyncIterable<ExportedMessage>;
  readonly parked: AsyncIterable<ParkedItem>;
};

async function* pieces({ head, conversations, messages, parked }: Parts): AsyncIterable<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"conversations":${JSON.stringify(conversations)},"messages":[`;
  let count = 0;
  for await (const message of messages) {
    const media = mediaOf(message);
    yield `${count === 0 ? '' : ','}${JSON.stringify({ ...message, ...(media.length > 0 && { media }) })}`;
    count += 1;
  }
  yield '],"unprocessedItems":[';
  let items = 0;
  for await (const { reason, receivedAt, item } of parked) {
    yield `${items === 0 ? '' : ','}${JSON.stringify({ reason, receivedAt, item })}`;
    items += 1;
  }
  yield `],"messageCount":${count},"unprocessedItemCount":${items},"complete":true}`;
}

async function* messagesOf(
  records: PatientRecords,
  clinicId: ClinicId,
  { conversations }: PatientFile,
): AsyncIterable<ExportedMessage> {
  const ids = conversations.map(({ id }) => id);
  let page = await records.messages(clinicId, ids, pageSize);
  while (page.length > 0) {
    yield* page;
    const last = page.at(-1) as ExportedMessage;
    page = await records.messages(clinicId, ids, pageSize, { createdAt: last.storedAt, id: last.id });
  }
}

/** What came from the person and could not be read or placed. */
async function* parkedOf(
  contents: ParkedContents,
  clinicId: ClinicId,
  { identities }: PatientFile,
  until: Date,
): AsyncIterable<ParkedItem> {
  const own = new Set(identities.map(({ kind, value }) => `${kind}:${value}`));
  const values = searchValues(identities as readonly Identity[]);
  const search = { clinicId, values, until };
  let page = await contents.page(search, pageSize);
  for (;;) {
    // an item that nobody could read may speak of others, too: it is not handed out
    yield* page.items.filter(
      ({ item }) =>
        item.kind !== 'unhandled' &&
        identitiesIn(item).some(({ kind, value }) => own.has(`${kind}:${value}`)),
    );
    if (page.next === undefined) return;
    page = await contents.page({ ...search, after: page.next }, pageSize);
  }
}
