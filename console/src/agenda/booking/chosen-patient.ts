/** Whose visit it is. */
export type ChosenPatient = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly name: string;
  /** They were known by their number, under another name than was typed. */
  readonly isOfOther?: boolean;
};

/** How far the choice has come. Nothing is booked while a caller is being registered. */
export type PatientStep = 'searching' | 'registering' | 'registered';
