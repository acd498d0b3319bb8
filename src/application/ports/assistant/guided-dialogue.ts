import type { AssistantAnswer } from '../../../domain/assistant/answer.ts';
import type { AppointmentId } from '../../../domain/scheduling/appointment.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { Choice } from '../../../domain/messaging/message.ts';
import type { Assistant, AssistantTurn } from './assistant.ts';

/** What a dialogue remembers, as far as another assistant has to know. */
type Remembered = {
  /** What the patient was shown last and may name. */
  readonly offered: readonly Choice[];
  /** The service that was spoken of last. */
  readonly lastServiceId?: string;
  /** What the patient is about to book or to move, and what was asked last about it. */
  readonly open?: {
    readonly asked: string;
    readonly serviceId?: string;
    readonly professionalId?: string;
    readonly moving?: AppointmentId;
  };
  /** Held or about to be cancelled: the patient is asked for a yes. */
  readonly awaitingYes?: { readonly to: 'hold' | 'cancellation'; readonly appointmentId: AppointmentId };
};

/** What the guided dialogue reads in the messages of a turn, by its own rules; a help for whoever reads better. */
type Reading = {
  readonly services: readonly string[];
  readonly professionals: readonly string[];
  readonly when?: WantedTime;
  readonly topics: readonly string[];
};

/**
 * The assistant without a model, and the frame of every other one: it alone lists times, holds them, asks for a yes and
 * hears it, and it alone keeps the dialogue.
 */
export interface GuidedDialogue extends Assistant {
  /**
   * Whether the patient answers what was asked last, by a tap or in clear words, asks for people, or sends nothing that
   * has words. Then nobody else is to understand it: a yes is the patient's own.
   */
  isOwnAnswer(turn: Omit<AssistantTurn, 'time'>): boolean;
  remembered(dialogue: unknown): Remembered;
  /** One understanding of a message, for both: names of the clinic and days are read by the same rules. */
  reading(turn: Omit<AssistantTurn, 'time'>): Reading;
  /** Whether these words only ask something: answered, they change no appointment and say no yes. */
  isClinicQuestion(words: string, turn: Omit<AssistantTurn, 'time'>): boolean;
  /** Says these words, greets who is new, tells who writes at night when the clinic opens, and keeps what is open. */
  say(words: string, turn: AssistantTurn): AssistantAnswer;
}
