/** What the assistant may do beside talking. A model and the guided dialogue see the same. */
export type Capabilities = {
  /** `not-yet`: a wish is written down and passed to the clinic, and the patient is told so. */
  readonly booking: 'available' | 'not-yet';
};
