import type { ClinicContext } from '../../clinic/clinic-context.ts';
import type { Appointment } from '../../scheduling/appointment.ts';
import type { HandoverReason } from '../handover.ts';

/** A time that the agenda named in this turn. */
export type FoundTime = {
  readonly serviceId: string;
  readonly start: Date;
  readonly professionalId?: string | undefined;
};

/** Something that this turn does. It commits together with what is said. */
export type TurnAct =
  | {
      /** `requested`: the patient's yes, which the calendar has not answered yet; with `replaces` it is a move. */
      readonly act: 'held' | 'requested' | 'released' | 'cancelled';
      readonly appointment: Appointment;
    }
  | { readonly act: 'handed-over'; readonly reason: HandoverReason };

/** All that stands behind what is said in a turn. */
export type SpokenFacts = {
  readonly context: ClinicContext;
  readonly now: Date;
  /** What the patient wrote lately, this turn included. May be echoed, and only as an echo. */
  readonly patientWords: readonly string[];
  readonly patientName?: string | undefined;
  /** The patient's own, as this turn found them. */
  readonly appointments: readonly Appointment[];
  readonly times: readonly FoundTime[];
  readonly acts: readonly TurnAct[];
  /** Moments that the model may refer to, by the handles of this turn. */
  readonly handles?: ReadonlyMap<string, Date>;
};
