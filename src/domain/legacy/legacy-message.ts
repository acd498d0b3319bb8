import type { ClinicNumber } from '../clinic/clinic.ts';
import { given } from '../given.ts';
import { canonicalPhone, phoneDigits, type PhoneDigits } from '../messaging/people/phone-number.ts';
import { keySpaces } from '../messaging/messages/dedupe-keys.ts';
import type { MessageType } from '../messaging/message.ts';
import type { ReceivedMessage } from '../messaging/webhook-item.ts';
import type { LegacyReason, LegacyRow } from './legacy-row.ts';
import { readLegacyPhone, readLegacyTime } from './legacy-values.ts';

/** WhatsApp's longest message is 4 096; the predecessor's own notes may be longer. */
const mostLetters = 65_536;
const longestName = 200;

export type LegacyMessage = {
  readonly number: ClinicNumber;
  readonly message: ReceivedMessage;
  readonly reason?: 'country-code-added';
};

/**
 * A message of the predecessor as one of the history: it is never answered, opens no window and counts as read. With
 * Meta's id it has the key that a webhook of the same message has, so neither is stored beside the other. `numbers` are
 * those of its clinic.
 */
export function readLegacyMessage(
  row: LegacyRow,
  numbers: readonly ClinicNumber[],
): LegacyMessage | { readonly left: LegacyReason } {
  const { id, content, clinicNumber, patientName, wamid, type } = row;
  if (id === undefined) return { left: 'id-missing' };
  if (content === undefined) return { left: 'content-missing' };
  if (content.length > mostLetters) return { left: 'content-too-long' };
  const sentAt = readLegacyTime(row['at']);
  if (sentAt === undefined) return { left: 'time-unreadable' };
  const number = numberOf(numbers, [clinicNumber, row['receiver'], row['sender']]);
  if (number === undefined) return { left: 'number-unknown' };
  const sides = readSides(row, number);
  if ('left' in sides) return sides;
  const { patient, sentByClinic, reason } = sides;
  const metaMessageId = wamid !== undefined && isMetaId.test(wamid) ? wamid : undefined;
  const message: ReceivedMessage = {
    kind: 'message',
    number: { displayNumber: number.whatsappNumber, ...given({ phoneNumberId: number.phoneNumberId }) },
    origin: 'history',
    person: { phone: patient, ...given({ profileName: patientName?.slice(0, longestName) }) },
    ...(sentByClinic && { sentByClinic }),
    ...given({ metaMessageId }),
    dedupeKey:
      metaMessageId === undefined
        ? `legacy:${id}`
        : `${sentByClinic ? keySpaces.sent : keySpaces.received}${metaMessageId}`,
    type: typeOf(type),
    text: content,
    sentAt,
    raw: { imported: 'legacy', id, ...given({ type }) },
  };
  return { number, message, ...given({ reason }) };
}

const isMetaId = /^wamid\.[\x21-\x7e]{1,250}$/;

/** By its digits or by Meta's id, which the predecessor wrote into the same column; else the only one of the clinic. */
function numberOf(
  numbers: readonly ClinicNumber[],
  written: readonly (string | undefined)[],
): ClinicNumber | undefined {
  for (const text of written) {
    const phone = phoneDigits(text);
    const found = numbers.find(
      ({ whatsappNumber, phoneNumberId }) =>
        (phoneNumberId !== undefined && phoneNumberId === text) ||
        (phone !== undefined && canonicalPhone(phone) === canonicalPhone(whatsappNumber)),
    );
    if (found !== undefined) return found;
  }
  return numbers.length === 1 ? numbers[0] : undefined;
}

type Sides = {
  readonly patient: PhoneDigits;
  readonly sentByClinic: boolean;
  readonly reason?: 'country-code-added';
};

const inbound = new Set(['received', 'inbound', 'incoming']);
const outbound = new Set(['sent', 'outbound', 'outgoing']);

/** Who wrote it: the word of the predecessor, else whose numbers stand where. */
function readSides(row: LegacyRow, number: ClinicNumber): Sides | { readonly left: LegacyReason } {
  const { sender, receiver, patientPhone, type = '' } = row;
  const clinic = canonicalPhone(number.whatsappNumber);
  const isClinic = (text: string | undefined) =>
    text !== undefined && (text === number.phoneNumberId || canonicalOf(text) === clinic);
  const named = patientPhone ?? [sender, receiver].find((text) => text !== undefined && !isClinic(text));
  const patient = readLegacyPhone(named);
  if ('left' in patient) return named === undefined ? { left: 'patient-unknown' } : patient;
  const who = canonicalPhone(patient.phone);
  if (who === clinic) return { left: 'patient-unknown' };
  const word = type.trim().toLowerCase();
  const fromPatient = canonicalOf(sender) === who;
  const toPatient = canonicalOf(receiver) === who;
  const byNumbers =
    fromPatient !== toPatient
      ? toPatient
      : isClinic(sender) !== isClinic(receiver)
        ? isClinic(sender)
        : undefined;
  const sentByClinic = inbound.has(word) ? false : outbound.has(word) ? true : byNumbers;
  if (sentByClinic === undefined) return { left: 'direction-unclear' };
  return { patient: patient.phone, sentByClinic, ...given({ reason: patient.reason }) };
}

function canonicalOf(text: string | undefined): PhoneDigits | undefined {
  const read = readLegacyPhone(text);
  return 'phone' in read ? canonicalPhone(read.phone) : undefined;
}

const types: ReadonlySet<string> = new Set<MessageType>([
  ...(['text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts'] as const),
  ...(['button', 'interactive'] as const),
]);

/** The predecessor wrote the direction where a type belongs: those were texts. */
function typeOf(type = ''): MessageType {
  const word = type.trim().toLowerCase();
  return types.has(word) ? (word as MessageType) : 'text';
}
