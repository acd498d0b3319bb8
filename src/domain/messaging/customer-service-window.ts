import type { Conversation } from './conversation.ts';
import { isOpen, type OutboundStatus } from './delivery-status.ts';

const hours24 = 24 * 3_600_000;
const margin = 5 * 60_000;
/** How long after the patient's message we send free-form messages. */
export const windowMs = hours24 - margin;

/**
 * Free-form messages may be sent for 24 h after the patient's last message, by Meta's timestamp; we stop five
 * minutes earlier because clocks and queues differ (docs/vendors/meta.md#service-window).
 */
export const windowIsOpen = (lastPatientMessageAt: Date | undefined, now: Date): boolean =>
  lastPatientMessageAt !== undefined && now.getTime() - lastPatientMessageAt.getTime() < windowMs;

/** WhatsApp has found the window closed so often although it looked open: only the patient's next message helps. */
export const mostRefusals = 5;

type OurMessage = {
  readonly status: OutboundStatus | 'received';
  readonly error?: { readonly class?: string | undefined } | undefined;
};

/** Found the window closed when it was tried last. */
export const hasWaited = (errorClass: string | undefined): boolean => errorClass === 'needs-template';

/** Nothing of a conversation waits for the window any more: what waited has gone, and its turn is answered. */
export const windowWaitIsOver = (
  { waitsForWindow, turnFirstAt }: Pick<Conversation, 'waitsForWindow' | 'turnFirstAt'>,
  messages: readonly OurMessage[],
): boolean =>
  waitsForWindow &&
  turnFirstAt === undefined &&
  !messages.some(
    ({ status, error }) =>
      status === 'waiting' || (status !== 'received' && isOpen(status) && hasWaited(error?.class)),
  );

/** Waits although the patient has written since `openSince` and after it: nobody made it due. */
export const isOverlooked = (
  { status, attempts, createdAt }: OurMessage & { readonly attempts: number; readonly createdAt: Date },
  lastPatientMessageAt: Date | undefined,
  openSince: Date,
): boolean =>
  status === 'waiting' &&
  attempts < mostRefusals &&
  lastPatientMessageAt !== undefined &&
  lastPatientMessageAt > openSince &&
  lastPatientMessageAt > createdAt;

/** Why a message waits, or an answer was withdrawn. */
export const windowClosed = 'window-closed';

/** The patient has written since: what found the window closed is looked at again. */
export const hasWrittenSince = (seen: Date | undefined, lastPatientMessageAt: Date | undefined): boolean =>
  lastPatientMessageAt !== undefined && (seen === undefined || lastPatientMessageAt > seen);
