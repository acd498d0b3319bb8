type Answered = {
  readonly answeredBy?: string;
  readonly why?: string;
  readonly steps?: readonly unknown[];
  readonly microdollars?: number;
};

/** Who answered the turns that reached a model, why others did, and what it cost. */
export function whoAnswered(records: readonly object[]): string {
  // a record stands alone, or inside what is kept of a turn
  const turns = records.map((one): Answered => ('record' in one ? (one.record as Answered) : one));
  const counts = new Map<string, number>();
  for (const { answeredBy, why } of turns) {
    const key = why === undefined ? (answeredBy ?? 'unknown') : `${answeredBy ?? 'unknown'}, because ${why}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const steps = turns.reduce((sum, one) => sum + (one.steps?.length ?? 0), 0);
  const priced = turns.flatMap(({ microdollars }) => (microdollars === undefined ? [] : [microdollars]));
  const cents = priced.reduce((sum, one) => sum + one, 0) / 10_000;
  const cost = priced.length === 0 ? 'cost unknown' : `${(cents / priced.length).toFixed(3)} US cents a turn`;
  const shares = [...counts].sort((a, b) => b[1] - a[1]).map(([key, count]) => `${count} ${key}`);
  return `asked in ${turns.length} turns, ${steps} calls, ${cost}\n  ${shares.join('\n  ')}`;
}
