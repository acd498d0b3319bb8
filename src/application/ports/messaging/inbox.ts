import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { MessageId } from '../../../domain/messaging/message.ts';
import type { ReceivedMessage } from '../../../domain/messaging/webhook-item.ts';
import type { TurnPolicy } from '../../../domain/messaging/turn.ts';
import type { Placement } from './people.ts';

export type ArrivedMessage = {
  readonly id: MessageId;
  readonly clinicId: ClinicId;
  readonly placement: Placement;
  readonly message: ReceivedMessage;
  readonly requestId: string;
  /** Under which names it was erased, perhaps. */
  readonly erasureKeys?: readonly string[];
};

/** `moved`: the placement is out of date; place the person again. `erased`: it was here, and is to stay away. */
export type AppendOutcome = 'stored' | 'duplicate' | 'moved' | 'erased';

/** Where arriving messages become rows and due turns. Contract: tests/contract/contracts/messaging/inbox.contract.ts */
export interface Inbox {
  /**
   * Stores all messages that are new, once per dedupe key and clinic, and makes the turns due. A message takes the place
   * of a copy that the history brought first (`takesPlaceOfCopy`), and counts as stored then.
   * Outcomes in the order given. @throws UnstorableBatch when the data of one of them is refused by the store.
   */
  append(messages: readonly ArrivedMessage[], policy: TurnPolicy): Promise<readonly AppendOutcome[]>;
}
