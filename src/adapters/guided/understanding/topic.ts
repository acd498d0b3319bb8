/** What patients ask about. */
export type Topic =
  | 'services'
  | 'prices'
  | 'insurance'
  | 'hours'
  | 'address'
  | 'professionals'
  | 'payment'
  | 'preparation'
  | 'results'
  | 'booking'
  | 'change-booking'
  | 'confirm-booking'
  | 'own-booking'
  | 'booking-policy'
  | 'late-arrival'
  | 'facilities'
  | 'care-rules'
  | 'urgent-care'
  | 'contacts'
  | 'business'
  | 'about'
  | 'robot'
  | 'human'
  | 'complaint'
  | 'sending-files'
  | 'giving-data'
  | 'arrival'
  | 'praise'
  | 'foreign'
  | 'menu';

/** Phrases as `read-phrase.ts` reads them; what is said in one of `unless` does not count. */
export type TopicSigns = readonly {
  readonly topic: Topic;
  readonly says: readonly string[];
  readonly unless?: readonly string[];
}[];

/** Stands for the name of one of the clinic's services. */
export const serviceMark = 'SERVICE';
