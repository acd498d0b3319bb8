import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { WebhookSigner } from '../../domain/connection/webhook-signer.ts';
import type { WebhookItem } from '../../domain/messaging/webhook-item.ts';
import { marksOf } from '../privacy/erasure-marks.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ErasedKeys } from '../ports/privacy/erased-keys.ts';
import type { ErasureKeys } from '../ports/privacy/erasure-keys.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { ParkedContents } from '../ports/privacy/parked-contents.ts';
import { parkedItemId, type ParkedItemId, type ParkedItems } from '../ports/messaging/parked-items.ts';
import type { ReactToAccountEvents } from './react-to-account-events.ts';
import type { LearnTemplateEvents } from '../templates/learn-template-events.ts';
import type { RecordDeliveryStatus } from './record-delivery-status.ts';

/** Sent to a number that nobody has registered. */
export const numberUnknown = 'number-unknown';
/** Sent to a number that is switched off, or whose clinic is. */
export const numberInactive = 'number-inactive';
/** A message that the database refused. */
export const messageUnstorable = 'message-unstorable';
/** When it was ingested again, who signed it might not speak for its number any more. */
export const signerForeign = 'signer-foreign';

type Entry = {
  readonly item: WebhookItem;
  readonly clinicId?: ClinicId;
  /** Short and stable, e.g. `status-without-message`. */
  readonly reason: string;
  readonly signer?: WebhookSigner;
  readonly requestId: string;
};

/**
 * Keeps what has no place among the messages, and deals at once with what can be dealt with. What speaks of something
 * that was erased is not kept: `erased`. One outcome each, in order.
 */
export type ParkItems = (entries: readonly Entry[]) => Promise<readonly ('parked' | 'erased')[]>;

type Needs = {
  parkedItems: ParkedItems;
  parkedContents: ParkedContents;
  erasedKeys: ErasedKeys;
  erasureKeys: ErasureKeys;
  recordDeliveryStatus: RecordDeliveryStatus;
  reactToAccountEvents: ReactToAccountEvents;
  learnTemplateEvents: LearnTemplateEvents;
  ids: Ids;
  clock: Clock;
};

export const makeParkItems = (needs: Needs): ParkItems => {
  const { parkedItems, parkedContents, erasedKeys, erasureKeys, ids, clock } = needs;
  const { recordDeliveryStatus, reactToAccountEvents, learnTemplateEvents } = needs;

  /** An item of no clinic cannot be told from others': nobody has erased it. */
  const wereErased = async (entries: readonly Entry[]): Promise<readonly boolean[]> => {
    const marked = entries.flatMap(({ item, clinicId }, at) =>
      clinicId === undefined ? [] : [{ at, marks: marksOf(erasureKeys, clinicId, item) }],
    );
    const covered = await erasedKeys.cover(marked.map(({ marks }) => marks));
    const erased = new Set(marked.filter((_, index) => covered[index]).map(({ at }) => at));
    return entries.map((_, at) => erased.has(at));
  };

  /**
   * An erasure that was done between the first look and the parking may have walked past: whoever comes second sees the
   * other. Which of the entries.
   */
  const emptyErased = async (
    entries: readonly Entry[],
    kept: readonly (ParkedItemId | undefined)[],
  ): Promise<readonly boolean[]> => {
    const erased = await wereErased(entries);
    const theirs = entries.flatMap(({ clinicId }, at) => {
      const id = kept[at];
      return erased[at] === true && clinicId !== undefined && id !== undefined ? [{ clinicId, id }] : [];
    });
    for (const [clinicId, own] of Map.groupBy(theirs, (each) => each.clinicId))
      await parkedContents.empty(
        clinicId,
        own.map(({ id }) => id),
        clock.now(),
      );
    return erased;
  };

  const park = async (given: readonly Entry[]): Promise<readonly ('parked' | 'erased')[]> => {
    if (given.length === 0) return [];
    const all = given.map((entry) => ({ id: parkedItemId(ids.next()), ...entry }));
    const kept = await parkedItems.park(all);
    const erased = await emptyErased(
      given,
      all.map(({ id }) => kept.get(id)),
    );
    const items = all.filter((_, at) => erased[at] !== true);
    // what was dealt with is resolved: when an old ban is delivered again it must not stop a reinstated clinic
    const open = items.flatMap(({ id, ...entry }) => {
      const keptAs = kept.get(id);
      return keptAs === undefined ? [] : [{ ...entry, keptAs }];
    });

    const accountEvents = open.flatMap(({ item, keptAs }) =>
      item.kind === 'account' ? [{ item, keptAs }] : [],
    );
    if (accountEvents.length > 0) await reactToAccountEvents(accountEvents.map(({ item }) => item));

    const templateNews = open.flatMap(({ item, keptAs }) =>
      item.kind === 'template' ? [{ item, keptAs }] : [],
    );
    if (templateNews.length > 0) await learnTemplateEvents(templateNews.map(({ item }) => item));

    // the message may have got its wamid between the first look and the parking
    const statuses = open.flatMap(({ item, clinicId, keptAs }) =>
      item.kind === 'status' && clinicId !== undefined ? [{ clinicId, status: item, keptAs }] : [],
    );
    const outcomes = statuses.length > 0 ? await recordDeliveryStatus(statuses) : [];
    const matched = statuses.filter((_, index) => outcomes[index]?.outcome !== 'unmatched');

    const done = [...accountEvents, ...templateNews, ...matched].map(({ keptAs }) => keptAs);
    if (done.length > 0) await parkedItems.resolve(done, clock.now());
    return erased.map((was) => (was ? 'erased' : 'parked'));
  };

  return async (entries) => {
    if (entries.length === 0) return [];
    const erased = await wereErased(entries);
    const outcomes = (await park(entries.filter((_, at) => erased[at] !== true))).values();
    return erased.map((was) => (was ? 'erased' : (outcomes.next().value ?? 'parked')));
  };
};
