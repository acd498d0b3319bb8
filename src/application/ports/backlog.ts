type BacklogReading = {
  /** Turns whose time has come. */
  readonly turnsDue: number;
  /** Turns that still wait for the patient to finish writing. */
  readonly turnsWaiting: number;
  readonly oldestDueTurnMs: number;
  readonly sendsDue: number;
  readonly sendsWaiting: number;
  readonly oldestDueSendMs: number;
  readonly unknownSends: number;
  /** Appointments that may be out of step with their calendar. */
  readonly appointmentsDue: number;
  readonly oldestDueAppointmentMs: number;
  readonly parkedItems: ReadonlyMap<string, number>;
  readonly openAlerts: ReadonlyMap<string, number>;
};

/** How much work waits, for operators. */
export interface Backlog {
  read(): Promise<BacklogReading>;
}
