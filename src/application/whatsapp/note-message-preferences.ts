import type { ClinicNumber } from '../../domain/clinic/clinic.ts';
import type { ReceivedPreference } from '../../domain/messaging/webhook-item.ts';
import { marksOf } from '../privacy/erasure-marks.ts';
import type { MessagePreferences } from '../ports/messaging/message-preferences.ts';
import type { People } from '../ports/messaging/people.ts';
import type { ErasureKeys } from '../ports/privacy/erasure-keys.ts';
import type { Clock } from '../ports/system/clock.ts';

type RoutedPreference = { readonly number: ClinicNumber; readonly preference: ReceivedPreference };

/**
 * Keeps with their contacts what patients said in WhatsApp's own settings. `erased` for one that repeats what was erased;
 * `old` when a later word is known. One outcome each, in order.
 */
export type NoteMessagePreferences = (
  batch: readonly RoutedPreference[],
) => Promise<readonly ('recorded' | 'old' | 'erased')[]>;

type Needs = {
  people: Pick<People, 'place'>;
  messagePreferences: MessagePreferences;
  erasureKeys: ErasureKeys;
  clock: Clock;
};

export const makeNoteMessagePreferences =
  ({ people, messagePreferences, erasureKeys, clock }: Needs): NoteMessagePreferences =>
  async (batch) => {
    const placed = await people.place(
      batch.map(({ number: { clinicId, whatsappNumber }, preference }) => ({
        clinicId,
        whatsappNumber,
        sighting: preference.person,
        marks: marksOf(erasureKeys, clinicId, preference),
      })),
      clock.now(),
    );
    const outcomes: ('recorded' | 'old' | 'erased')[] = [];
    for (const [index, { number, preference }] of batch.entries()) {
      const contactId = placed[index]?.contactId;
      const { wantsMessages, at } = preference;
      if (contactId === undefined) outcomes.push('erased');
      else {
        const preference = { wantsMessages, at, by: 'whatsapp' } as const;
        const isNew = await messagePreferences.note(number.clinicId, contactId, preference);
        outcomes.push(isNew ? 'recorded' : 'old');
      }
    }
    return outcomes;
  };
