/** Where something is done about an alert. */
export const alertPlaces = [
  'conversation',
  'google',
  'whatsapp',
  'agenda',
  'alert-settings',
  'nowhere',
] as const;
export type AlertPlace = (typeof alertPlaces)[number];

/** An alert in the words of a clinic: of its kind alone, so they say nothing of a patient. */
export type AlertWords = {
  readonly title: string;
  /** What the person can do. */
  readonly action: string;
  /** Where that is done. */
  readonly place: AlertPlace;
};
