export type Variables = Readonly<Record<string, string | undefined>>;

export type DoctorFinding = {
  readonly check: string;
  /** `skipped`: not looked at, with the reason. */
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly found: string;
  /** What to do. */
  readonly advice?: string;
};

/** One look at one thing; what it throws is a failure of that thing. */
export type Check = () => Promise<readonly Omit<DoctorFinding, 'check'>[]>;
export type Checks = (variables: Variables) => readonly (readonly [name: string, check: Check])[];
