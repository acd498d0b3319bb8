import type { AgentVoice } from './agent-voice.ts';
import type { BookingPolicy } from './booking-policy.ts';
import type { ClinicProfile } from './clinic-profile.ts';
import type { ClinicId } from './clinic.ts';
import type { HealthcareService } from './healthcare-service.ts';
import type { Insurance } from './insurance.ts';
import type { Note } from './note.ts';
import type { OpeningHours } from './opening-hours.ts';
import type { PaymentMethod } from './payment-method.ts';
import type { Professional } from './professional.ts';
import type { ReminderRules } from './rules/reminder-rules.ts';
import type { Room } from './room.ts';

/** Everything that may be said about a clinic. What is inactive is not in the other lists. */
export type ClinicContext = {
  readonly clinicId: ClinicId;
  readonly name: string;
  /** IANA name that this machine knows. */
  readonly timeZone: string;
  readonly profile: ClinicProfile;
  readonly agent: AgentVoice;
  readonly openingHours: OpeningHours;
  readonly services: readonly HealthcareService[];
  readonly professionals: readonly Professional[];
  /** Switched off: nobody is told of them, but they are no strangers to services and calendars that name them. */
  readonly inactiveProfessionals: readonly Professional[];
  readonly rooms: readonly Room[];
  readonly inactiveRooms: readonly Room[];
  readonly insurances: readonly Insurance[];
  readonly booking: BookingPolicy;
  readonly reminders: ReminderRules;
  readonly paymentMethods: readonly PaymentMethod[];
  /** Kinds that the clinic says it does not take, e.g. `cheque`. */
  readonly refusedPayments: readonly string[];
  readonly paymentNotes: readonly Note[];
  readonly careNotes: readonly Note[];
  readonly facilities: readonly Note[];
  readonly guidance: readonly Note[];
  /** What to do in an emergency, in the clinic's words. */
  readonly emergency?: string;
  /** What we did not understand, by its path in the document; for a model's prompt. */
  readonly unread: Readonly<Record<string, unknown>>;
};
