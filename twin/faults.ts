export type Faults = {
  /** The next sends: how many, and what happens to each. */
  readonly sends: number;
  readonly answer: 'error' | 'drop-after-accepting' | 'drop-before-accepting' | 'html';
  readonly status: number;
  readonly code: number;
  /** Every answer waits this long, ms. */
  readonly slowMs: number;
  /** How often each webhook is sent. */
  readonly copies: number;
  /** Statuses wait this long, ms. */
  readonly lateMs: number;
  readonly statuses: 'all' | 'none' | 'reversed' | 'failed';
  /** The code of `failed` statuses. */
  readonly failedCode: number;
};

export const noFaults: Faults = {
  sends: 0,
  answer: 'error',
  status: 400,
  code: 131000,
  slowMs: 0,
  copies: 1,
  lateMs: 0,
  statuses: 'all',
  failedCode: 131047,
};

/** Reads what a test asks for; unknown or senseless fields keep their calm values. */
export function readFaults(input: Record<string, unknown>): Faults {
  const number = (name: keyof Faults, most: number, least = 0) => {
    const value = input[name];
    return typeof value === 'number' && value >= least ? Math.min(value, most) : (noFaults[name] as number);
  };
  const answers: readonly Faults['answer'][] = [
    'error',
    'drop-after-accepting',
    'drop-before-accepting',
    'html',
  ];
  const statuses: readonly Faults['statuses'][] = ['all', 'none', 'reversed', 'failed'];
  const answer = answers.find((known) => known === input['answer']);
  return {
    // a fault without a count is meant for the next send
    sends: answer !== undefined && input['sends'] === undefined ? 1 : number('sends', 10_000),
    answer: answer ?? noFaults.answer,
    status: number('status', 599, 200),
    code: number('code', 9_999_999),
    slowMs: number('slowMs', 60_000),
    copies: number('copies', 20),
    lateMs: number('lateMs', 60_000),
    statuses: statuses.find((which) => which === input['statuses']) ?? noFaults.statuses,
    failedCode: number('failedCode', 9_999_999),
  };
}
