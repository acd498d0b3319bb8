import type { BusinessNumberRef } from '../../../domain/clinic/clinic.ts';
import type { Sighting } from '../../../domain/messaging/people/contact-identity.ts';
import { canonicalPhone } from '../../../domain/messaging/people/phone-number.ts';
import type { JsonObject } from './json-values.ts';
import { isSomebody, seenAs, type Completed } from './webhook-people.ts';

/** The patient of a message, and which side wrote it. */
type Party = { readonly person: Sighting; readonly sentByClinic: boolean };

/** Tells the party of a message from the message and what surrounds it. */
export type PartyOf = (message: JsonObject) => Party;

export const patientParty =
  (completed: Completed): PartyOf =>
  (message) => ({ person: completed(senderOf(message)), sentByClinic: false });

/** Echoes: of staff, of another app, or of the owner of a standby thread. */
export const echoParty =
  (completed: Completed, number: BusinessNumberRef): PartyOf =>
  (message) => {
    const recipient = recipientOf(message);
    // Samples exist with `from` and `to` exchanged.
    const person = isNumber(recipient, number) ? senderOf(message) : recipient;
    return { person: completed(person), sentByClinic: true };
  };

/** Whether the clinic's number stands where the sender is named. */
export const isFromNumber = (message: JsonObject, number: BusinessNumberRef): boolean =>
  isNumber(senderOf(message), number);

/** An imported thread holds what both sides wrote; `owner` is its patient as far as the thread says. */
export const historyParty =
  (owner: Sighting, completed: Completed, number: BusinessNumberRef): PartyOf =>
  (message) => {
    const sender = senderOf(message);
    const recipient = recipientOf(message);
    const sentByClinic = isNumber(sender, number) || isSamePerson(recipient, owner);
    const named = sentByClinic ? recipient : sender;
    const person = isSamePerson(named, owner) ? { ...named, ...owner } : owner;
    return { person: completed(isSomebody(person) ? person : named), sentByClinic };
  };

const senderOf = (message: JsonObject): Sighting =>
  seenAs(message['from'], message['from_user_id'], message['from_parent_user_id']);

/** An echo names the recipient with `to_user_id`, the body of a send with `recipient`. */
const recipientOf = (message: JsonObject): Sighting =>
  seenAs(message['to'], message['to_user_id'] ?? message['recipient'], message['to_parent_user_id']);

const isNumber = ({ phone }: Sighting, { displayNumber }: BusinessNumberRef): boolean =>
  isSamePerson({ ...(phone && { phone }) }, { ...(displayNumber && { phone: displayNumber }) });

const isSamePerson = (one: Sighting, other: Sighting): boolean =>
  (one.bsuid !== undefined && one.bsuid === other.bsuid) ||
  (one.phone !== undefined &&
    other.phone !== undefined &&
    canonicalPhone(one.phone) === canonicalPhone(other.phone));
