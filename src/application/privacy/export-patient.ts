import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ContactId, Identity } from '../../domain/messaging/people/contact-identity.ts';
import {
  exportFormat,
  mediaNote,
  mediaOf,
  type ExportedAct,
  type ExportedMessage,
  type ExportedModelTurn,
  type PatientFile,
} from '../../domain/privacy/patient-export.ts';
import { identitiesIn, searchValues } from '../../domain/privacy/person-mentions.ts';
import { PersonNotFound } from '../../domain/privacy/privacy-errors.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ParkedContents } from '../ports/privacy/parked-contents.ts';
import type { PatientRecords } from '../ports/privacy/patient-records.ts';

/**
 * Everything that is held about one person of a clinic, as one JSON document (`atende-patient-export/1`), piece by piece:
 * a page of each list is in memory at a time. The document ends with `"complete": true`; one without that was cut off.
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
    return pieces(
      {
        format: exportFormat,
        exportedAt: now,
        clinic: { id: clinicId, name: record.clinic.name },
        person: personOf(file),
        appointments: file.appointments,
        teamNotes: file.teamNotes,
        alerts: file.alerts,
        mediaNote,
        conversations: file.conversations,
      },
      {
        ...pagedOf(patientRecords, clinicId, file),
        unprocessedItems: parkedOf(parkedContents, clinicId, file, now),
      },
    );
  };

const personOf = ({
  contactIds,
  profileNames,
  flags,
  messagePreferences,
  firstSeenAt,
  identities,
}: PatientFile) => ({
  contactIds,
  profileNames,
  flags,
  messagePreferences,
  firstSeenAt,
  identities,
});

type Lists = Readonly<Record<'messages' | 'modelTurns' | 'acts' | 'unprocessedItems', AsyncIterable<object>>>;

async function* pieces(head: object, lists: Lists): AsyncIterable<string> {
  yield JSON.stringify(head).slice(0, -1);
  const counts = { messages: 0, modelTurns: 0, acts: 0, unprocessedItems: 0 };
  for (const name of Object.keys(counts) as (keyof Lists)[]) {
    yield `,"${name}":[`;
    for await (const item of lists[name]) {
      yield `${counts[name] === 0 ? '' : ','}${JSON.stringify(item)}`;
      counts[name] += 1;
    }
    yield ']';
  }
  const { messages: messageCount, unprocessedItems: unprocessedItemCount } = counts;
  yield `,"messageCount":${messageCount},"unprocessedItemCount":${unprocessedItemCount},"complete":true}`;
}

/** What there may be any number of. */
function pagedOf(
  records: PatientRecords,
  clinicId: ClinicId,
  { contactIds, conversations, appointments }: PatientFile,
) {
  const places = conversations.map(({ id }) => id);
  const about = [...contactIds, ...places, ...appointments.map(({ id }) => id)];
  const messages = paged<ExportedMessage>((last) =>
    records.messages(clinicId, places, pageSize, last && { createdAt: last.storedAt, id: last.id }),
  );
  return {
    messages: withMedia(messages),
    modelTurns: paged<ExportedModelTurn>((last) =>
      records.modelTurns(clinicId, places, pageSize, last?.turnId),
    ),
    acts: paged<ExportedAct>((last) => records.acts(clinicId, about, pageSize, last?.id)),
  };
}

async function* paged<Item>(
  read: (after: Item | undefined) => Promise<readonly Item[]>,
): AsyncIterable<Item> {
  for (let page = await read(undefined); page.length > 0; page = await read(page.at(-1))) yield* page;
}

async function* withMedia(messages: AsyncIterable<ExportedMessage>): AsyncIterable<object> {
  for await (const message of messages) {
    const media = mediaOf(message);
    yield { ...message, ...(media.length > 0 && { media }) };
  }
}

/** What came from the person and could not be read or placed. */
async function* parkedOf(
  contents: ParkedContents,
  clinicId: ClinicId,
  { identities }: PatientFile,
  until: Date,
): AsyncIterable<object> {
  const own = new Set(identities.map(({ kind, value }) => `${kind}:${value}`));
  const values = searchValues(identities as readonly Identity[]);
  const search = { clinicId, values, until };
  let page = await contents.page(search, pageSize);
  for (;;) {
    for (const { reason, receivedAt, item } of page.items) {
      // an item that nobody could read may speak of others, too: it is not handed out
      if (item.kind === 'unhandled') continue;
      const isTheirs = identitiesIn(item).some(({ kind, value }) => own.has(`${kind}:${value}`));
      if (isTheirs) yield { reason, receivedAt, item };
    }
    if (page.next === undefined) return;
    page = await contents.page({ ...search, after: page.next }, pageSize);
  }
}
