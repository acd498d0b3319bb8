import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { Excerpt } from '../../../domain/inbox/message-search.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import type { ConversationId, MessageId } from '../../../domain/messaging/message.ts';
import type { ListPlace } from './conversations.ts';

type SearchQuery = {
  readonly clinicId: ClinicId;
  /** As `searchedWords` of the domain gives them; none finds nothing. */
  readonly words: readonly string[];
  readonly limit: number;
  readonly after?: ListPlace;
};

export type FoundMessage = {
  readonly place: ListPlace;
  readonly conversationId: ConversationId;
  readonly contactId: ContactId;
  readonly id: MessageId;
  readonly direction: 'inbound' | 'outbound';
  readonly origin: string;
  readonly type: string;
  readonly createdAt: Date;
  readonly excerpt: Excerpt;
};

type FoundMessages = {
  readonly items: readonly FoundMessage[];
  /** Where the search gave up before its page was full: what is behind was not looked through. Ask on from there. */
  readonly stoppedAt?: ListPlace;
};

/** Messages by their words. Contract: tests/contract/contracts/messaging/views/message-search.contract.ts */
export interface MessageSearch {
  /**
   * Messages that say all of the words, as they stand now (`foundBy` of the domain), newest first; a corrected one by when
   * it was corrected, where only the correction says them.
   */
  find(query: SearchQuery): Promise<FoundMessages>;
}
