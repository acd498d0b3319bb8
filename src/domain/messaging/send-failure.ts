/**
 * What a failed send means for us (docs/vendors/meta.md#send-errors):
 * - `transient`: the vendor is unwell; try again a few times, later
 * - `rate-limited`: proven not accepted; wait, then it is safe to send again
 * - `pair-limited`: as rate-limited, for this patient only; wait 4^n seconds
 * - `final`: this message will never go out
 * - `account`: token, permission, payment or number; a human must act, the sends of its number stop
 * - `needs-template`: the customer service window is closed
 * - `opted-out`: never again in this category
 */
export type FailureClass =
  'transient' | 'rate-limited' | 'pair-limited' | 'final' | 'account' | 'needs-template' | 'opted-out';

export type SendFailure = {
  readonly class: FailureClass;
  /** Meta's error code, or a word of ours such as `connection-refused`. */
  readonly code: string;
  /** For the operator; no secret, no patient data. */
  readonly detail: string;
  /** Meta's trace id for their support. */
  readonly traceId?: string;
};

/** Meta refuses the template, not the message: paused, changed, gone, or not fitting its parameters. */
export const isTemplateFault = ({ code }: Pick<SendFailure, 'code'>): boolean => /^132\d{3}$/.test(code);
