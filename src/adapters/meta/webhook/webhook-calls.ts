import { given } from '../../../domain/given.ts';
import { callText, type WhatsAppCall } from '../../../domain/messaging/messages/call.ts';
import type { UnhandledItem, WebhookItem } from '../../../domain/messaging/webhook-item.ts';
import { fieldsOf, idOf, integerOf, secondsOf, wordOf, type JsonObject } from './json-values.ts';
import { guarded, unhandled, type Change } from './webhook-change.ts';
import { echoParty, isFromNumber, patientParty } from './webhook-parties.ts';
import { isSomebody, type Completed } from './webhook-people.ts';

/**
 * The end of a call is what becomes of it: one entry of the conversation, under the call's id, whatever came before or
 * comes again. That it rings says nothing yet. Source: docs/vendors/meta.md#calls.
 */
export const readCall = (change: Change, completed: Completed, raw: unknown): WebhookItem =>
  guarded(
    change,
    'field:calls',
    raw,
    () => endedCall(change, completed, fieldsOf(raw), raw) ?? keptCallEvent(change, raw),
  );

/** What is on the way to the end of a call: kept, not used. */
export function keptCallEvent(change: Change, raw: unknown): UnhandledItem {
  const { id, event, status } = fieldsOf(raw);
  const callId = idOf(id);
  const key = callId === undefined ? undefined : `call:${callId}:${wordOf(event ?? status)}`;
  return unhandled(change, 'field:calls', raw, key);
}

/** `undefined` where it is not over, or nobody is named. */
function endedCall(
  change: Change,
  completed: Completed,
  call: JsonObject,
  raw: unknown,
): WebhookItem | undefined {
  const callId = idOf(call['id']);
  if (callId === undefined || call['event'] !== 'terminate') return undefined;
  const isByClinic = isOfClinic(change, call);
  const partyOf = isByClinic ? echoParty(completed, change.number) : patientParty(completed);
  const { person } = partyOf(call);
  if (!isSomebody(person)) return undefined;
  const ended = callOf(call);
  const seconds = secondsOf(call['start_time']) ?? secondsOf(call['timestamp']);
  return {
    kind: 'message',
    number: change.number,
    origin: isByClinic ? 'staff' : 'patient',
    person,
    ...(isByClinic && { sentByClinic: true }),
    dedupeKey: `call:${callId}`,
    type: 'call',
    text: callText(ended, isByClinic),
    details: { call: ended },
    sentAt: seconds === undefined ? change.receivedAt : new Date(seconds * 1000),
    raw,
  };
}

/** Some samples lack the direction: then the numbers say it. */
const isOfClinic = ({ number }: Change, call: JsonObject): boolean => {
  const { direction } = call;
  return direction === 'BUSINESS_INITIATED' || (direction !== 'USER_INITIATED' && isFromNumber(call, number));
};

const longestSeconds = 7 * 86_400;

/** Only a call that was taken has a start and a duration. One that failed is for somebody to look at, however long it was. */
function callOf({ status, duration, start_time, end_time }: JsonObject): WhatsAppCall {
  if (status === 'REJECTED') return { outcome: 'rejected' };
  const [start, end] = [secondsOf(start_time), secondsOf(end_time)];
  const counted = integerOf(duration) ?? (start !== undefined && end !== undefined ? end - start : undefined);
  const isTaken = counted === undefined ? start !== undefined : counted > 0;
  if (status === 'FAILED' || !isTaken) return { outcome: 'missed' };
  return {
    outcome: 'ended',
    ...given({ seconds: counted === undefined ? undefined : Math.min(counted, longestSeconds) }),
  };
}
