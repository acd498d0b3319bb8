import type { ClinicId } from '../clinic/clinic.ts';
import type { ConversationId } from '../messaging/message.ts';
import type { WaitingReason } from './waiting-for-people.ts';

/** What a browser shows although no page of ours is open; it may stand on a locked screen. */
export type PushMessage = {
  readonly title: string;
  readonly body: string;
  /** A later one about the same conversation takes the place of an earlier one. */
  readonly tag: string;
  /** Where a click leads. */
  readonly path: string;
  /** It stays until somebody has seen it. */
  readonly isUrgent: boolean;
};

type About = {
  readonly clinic: { readonly id: ClinicId; readonly name: string };
  readonly conversationId: ConversationId;
  readonly reason: WaitingReason;
};

/** That somebody waits, and in which clinic; never who, or what was said. */
export const pushMessage = ({ clinic, conversationId, reason }: About): PushMessage => ({
  title: reason === 'emergency' ? 'Emergência' : 'Uma conversa espera por você',
  body: clinic.name,
  tag: conversationId,
  path: `/console/c/${clinic.id}/conversas/${conversationId}`,
  isUrgent: reason === 'emergency',
});
