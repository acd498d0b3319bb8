import { MessageOutOfReach } from '../conversation-errors.ts';
import { isChange } from './message-changes.ts';

/** A message that somebody of the clinic quotes or reacts to. */
export type ReferredMessage = {
  readonly type: string;
  /** Absent while it is not at WhatsApp yet, or never came there. */
  readonly metaMessageId?: string;
  readonly sentAt: Date;
  readonly isDeleted: boolean;
};

/** docs/vendors/meta.md#message-limits */
const withinReachMs = 30 * 24 * 3_600_000;

/** The id under which WhatsApp knows it. @throws MessageOutOfReach where WhatsApp would not show what it is about */
export function reachableId({ type, metaMessageId, sentAt, isDeleted }: ReferredMessage, now: Date): string {
  const isOld = now.getTime() - sentAt.getTime() >= withinReachMs;
  if (metaMessageId === undefined || isOld || isDeleted || isChange(type) || type === 'system')
    throw new MessageOutOfReach();
  return metaMessageId;
}
