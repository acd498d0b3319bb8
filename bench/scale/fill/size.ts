/** How much is stored, and whose it is. */
export type Size = {
  readonly messages: number;
  readonly conversations: number;
  readonly clinics: number;
  /** A message of a patient and its answer. */
  readonly exchanges: number;
  /** Exchanges of the longest conversation beyond what each has. */
  readonly long: number;
  /** Conversations of the largest clinic, which is the first one. */
  readonly ofLargest: number;
  /** Clinics that have a hundred times as many as the small ones, and all of their conversations. */
  readonly busyClinics: number;
  readonly ofBusy: number;
};

const exchangesEach = 5;
const busyShare = 0.01;
const timesBusier = 100;

/** `largestShare`: of all conversations, those of the largest clinic. */
export function sizeOf(messages: number, largestShare = 0.05): Size {
  const conversations = Math.floor(messages / (2 * exchangesEach));
  const clinics = Math.max(10, Math.floor(messages / 1_000));
  const ofLargest = Math.floor(conversations * largestShare);
  const busyClinics = Math.max(1, Math.floor(clinics * busyShare));
  const weights = timesBusier * busyClinics + (clinics - 1 - busyClinics);
  const ofBusy = Math.floor(((conversations - ofLargest) * timesBusier * busyClinics) / weights);
  const exchanges = conversations * exchangesEach;
  const long = Math.min(5_000, Math.floor(messages / 200));
  return { messages, conversations, clinics, exchanges, long, ofLargest, busyClinics, ofBusy };
}

/** Of the conversations in the order of their first message: a large prime, so that neighbours are of different clinics. */
const stride = 15_485_863;

/** `place`: of a conversation among those of all clinics, clinic by clinic. */
export const placeOf = ({ conversations }: Size, conversation: string): string =>
  `((${conversation})::bigint * ${stride} % ${conversations})`;

/** The clinic of a place: the largest first, then the busy ones, then the small ones. */
export const clinicAt = ({ ofLargest, busyClinics, ofBusy, clinics }: Size, place: string): string =>
  `case
    when ${place} < ${ofLargest} then 0
    when ${place} < ${ofLargest + ofBusy} then 1 + (${place} - ${ofLargest}) % ${busyClinics}
    else ${1 + busyClinics} + (${place} - ${ofLargest + ofBusy}) % ${clinics - 1 - busyClinics}
  end`;

/** Of a place: which conversation of its clinic it is, from 0 on. */
export const orderAt = ({ ofLargest, busyClinics, ofBusy, clinics }: Size, place: string): string =>
  `case
    when ${place} < ${ofLargest} then ${place}
    when ${place} < ${ofLargest + ofBusy} then (${place} - ${ofLargest}) / ${busyClinics}
    else (${place} - ${ofLargest + ofBusy}) / ${clinics - 1 - busyClinics}
  end`;
