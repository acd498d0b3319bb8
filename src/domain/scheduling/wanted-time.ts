import type { LocalDate } from '../clinic/local-time.ts';

export type Period = 'morning' | 'afternoon' | 'evening' | 'any';

/** When a patient would like to come; a clock time only as said ("15h"). */
export type WantedTime = {
  readonly day?: LocalDate;
  readonly period?: Period;
  readonly minutes?: number;
  /** How the clock time was meant, where not exactly. */
  readonly clock?: 'about' | 'after' | 'before';
  /** That day or later. */
  readonly orLater?: boolean;
  /** What does not suit. */
  readonly except?: { readonly day?: LocalDate; readonly period?: Exclude<Period, 'any'> };
};
