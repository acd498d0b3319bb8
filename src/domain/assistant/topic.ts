/** What patients ask about. */
export type Topic =
  | 'services'
  | 'prices'
  | 'insurance'
  | 'hours'
  | 'address'
  | 'practitioners'
  | 'payment'
  | 'preparation'
  | 'results'
  | 'booking'
  | 'change-booking'
  | 'confirm-booking'
  | 'booking-policy'
  | 'late-arrival'
  | 'facilities'
  | 'contacts'
  | 'about'
  | 'robot'
  | 'human'
  | 'complaint'
  | 'menu';

/** Words may carry slips of the finger, phrases are read in the normalised text. */
type Signs = { readonly words: readonly string[]; readonly phrases?: RegExp };

export type TopicSigns = readonly (readonly [Topic, Signs])[];

export const split = (words: string): readonly string[] => words.split(' ');
