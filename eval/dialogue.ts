import type { ClinicKey } from './clinics/clinics.ts';

export type Category =
  | 'booking'
  | 'moving'
  | 'cancelling'
  | 'confirming'
  | 'prices'
  | 'plans'
  | 'place'
  | 'preparation'
  | 'out of hours'
  | 'emergency'
  | 'false alarm'
  | 'anger'
  | 'off-topic'
  | 'voice and pictures'
  | 'several people'
  | 'other languages'
  | 'change of mind'
  | 'injection';

/** What a patient does in one turn. Several texts are several bubbles that come together. */
export type PatientTurn =
  | string
  | readonly string[]
  | { readonly tap: string }
  | { readonly media: 'audio' | 'image' | 'document' | 'sticker' | 'location'; readonly caption?: string }
  | { readonly quotes: string; readonly says: string }
  | { readonly waitMinutes: number };

/** What the patient is after; whoever plays the patient chooses from what is offered by it. */
export type Goal = {
  readonly act: 'book' | 'move' | 'cancel' | 'confirm';
  readonly service?: string;
  readonly with?: string;
  /** `2026-11-26` */
  readonly on?: string;
  /** `HH:MM`, half-open. */
  readonly from?: string;
  readonly to?: string;
  /** What is said when the assistant asks and offers nothing to choose from. */
  readonly when?: string;
};

export type OwnVisit = {
  readonly id: string;
  readonly service: string;
  readonly with: string;
  /** Local time of the clinic: `2026-11-26 08:30`. */
  readonly at: string;
  /** Not this patient's. */
  readonly isOther?: true;
};

type Said = string | RegExp;

/** One conversation, and how it must end whatever was said on the way. */
export type Dialogue = {
  readonly id: string;
  readonly category: Category;
  readonly clinic: ClinicKey;
  /** Local time; Tuesday, 24 November 2026, 11:00 unless given. */
  readonly now?: string;
  readonly patientName?: string;
  readonly visits?: readonly OwnVisit[];
  /** In the calendars, of nobody in particular: `2026-11-26 08:00-10:00 lara`. */
  readonly busy?: readonly string[];
  /** Of events that others wrote into the calendars. */
  readonly calendarTitles?: readonly string[];
  /** Stands in the clinic's document among what nobody understands. */
  readonly clinicNote?: string;
  readonly says: readonly PatientTurn[];
  readonly goal?: Goal;
  readonly ends: {
    /** New visits, in any order; absent: none. */
    readonly booked?: readonly (Omit<Goal, 'act' | 'when'> & { readonly service: string })[];
    readonly cancelled?: readonly string[];
    readonly moved?: readonly {
      readonly id: string;
      readonly on?: string;
      readonly from?: string;
      readonly to?: string;
    }[];
    /** `either` where both are right. */
    readonly handover?: 'none' | 'wanted' | 'emergency' | 'either';
    /** All of them, in any of the answers. */
    readonly says?: readonly Said[];
    /** In the answer to the last thing said. */
    readonly lastSays?: readonly Said[];
    readonly never?: readonly Said[];
  };
  /** Only of an attack: where it comes in, and what it wants. */
  readonly attack?: { readonly channel: string; readonly goal: string };
};
