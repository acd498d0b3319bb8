/** What kind of statement is not covered. */
export type FindingKind =
  | 'price'
  | 'discount'
  | 'clock'
  | 'day'
  | 'duration'
  | 'number'
  | 'phone'
  | 'link'
  | 'code'
  | 'address'
  | 'name'
  | 'offer'
  | 'insurance'
  | 'opening'
  | 'act'
  | 'diagnosis'
  | 'medicine'
  | 'result'
  | 'script'
  | 'internal'
  | 'reference'
  | 'quote'
  | 'unsupported';

/**
 * A statement that nothing stands behind. `unknown`: it occurs nowhere. `other-subject`: it is true of something else.
 * `unbound`: it cannot be told what it is said of.
 */
export type Finding = {
  readonly kind: FindingKind;
  readonly why: 'unknown' | 'other-subject' | 'unbound';
  /** The words themselves, for the record of the turn. */
  readonly said: string;
};
