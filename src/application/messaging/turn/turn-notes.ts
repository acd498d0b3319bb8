import type { KeptTurn } from '../../../domain/assistant/model/kept-turn.ts';
import type { TurnRecordOutcome, TurnRecords } from '../../ports/assistant/turn-records.ts';
import type { ClaimedTurn } from '../../ports/messaging/turns.ts';
import type { Ids } from '../../ports/system/ids.ts';

type Needs = { turnRecords: Pick<TurnRecords, 'addUnsent'>; ids: Ids };

/** How a model came to the answer of a turn, until that is committed with the answer, or kept apart from it. */
export type TurnNotes = {
  readonly kept: KeptTurn | undefined;
  keep(turn: KeptTurn): void;
  /** The answer will not be sent: what is known of it, and what comes of it later, is kept apart. */
  unsent(outcome: Exclude<TurnRecordOutcome, 'sent'>): Promise<void>;
};

export function turnNotes(
  { turnRecords, ids }: Needs,
  { clinicId, conversationId }: Pick<ClaimedTurn, 'clinicId' | 'conversationId'>,
): TurnNotes {
  let kept: KeptTurn | undefined;
  let ended: Exclude<TurnRecordOutcome, 'sent'> | undefined;
  const store = async () => {
    if (kept === undefined || ended === undefined) return;
    const entry = { clinicId, conversationId, turnId: ids.next(), outcome: ended, kept };
    // an account of what nobody was told: not worth failing for
    await turnRecords.addUnsent(entry).catch(() => undefined);
  };
  return {
    get kept() {
      return kept;
    },
    keep(turn) {
      kept = turn;
      // a request that was broken off tells of it a moment later
      void store();
    },
    async unsent(outcome) {
      ended = outcome;
      await store();
    },
  };
}
