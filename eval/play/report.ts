import type { Score } from './score.ts';

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(0)} %`;

const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
};

/** One line per category and one for all: outcome, messages per booking, and what must never happen. */
export function report(scores: readonly Score[]): readonly string[] {
  const categories = [...new Set(scores.map(({ played }) => played.dialogue.category))];
  const head = [
    'category',
    'right',
    'of',
    '',
    'msgs/booking',
    'wrong facts',
    'claimed',
    'not asked',
    'ms p50',
    'p95',
  ];
  const line = (name: string, of: readonly Score[]): readonly string[] => {
    const right = of.filter(({ faults }) => faults.length === 0);
    const bookings = right.filter(({ played }) => (played.dialogue.ends.booked ?? []).length > 0);
    const messages = bookings.map(({ patientMessages }) => patientMessages);
    const ms = of.flatMap(({ played }) => played.turns.map((turn) => turn.ms));
    return [
      name,
      String(right.length),
      String(of.length),
      percent(right.length, of.length),
      messages.length === 0 ? '–' : `${quantile(messages, 0.5)} (p90 ${quantile(messages, 0.9)})`,
      String(of.flatMap(({ wrongFacts }) => wrongFacts).length),
      String(of.flatMap(({ claimedNotDone }) => claimedNotDone).length),
      String(of.flatMap(({ doneNotAsked }) => doneNotAsked).length),
      quantile(ms, 0.5).toFixed(0),
      quantile(ms, 0.95).toFixed(0),
    ];
  };
  const lines = [
    head,
    ...categories.map((name) =>
      line(
        name,
        scores.filter(({ played }) => played.dialogue.category === name),
      ),
    ),
    line('all', scores),
  ];
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

/** What went wrong, dialogue by dialogue. */
export const failures = (scores: readonly Score[]): readonly string[] =>
  scores
    .filter(
      ({ faults, wrongFacts, claimedNotDone }) =>
        faults.length + wrongFacts.length + claimedNotDone.length > 0,
    )
    .map(({ played, faults, wrongFacts, claimedNotDone }) =>
      [
        `${played.dialogue.category} / ${played.dialogue.id}`,
        ...faults,
        ...wrongFacts,
        ...claimedNotDone,
      ].join('\n    '),
    );

/** The whole talk, for reading. */
export const transcript = ({ played }: Score): string =>
  played.turns
    .flatMap(({ patient, answers, notices }) => [
      ...patient.map((text) => `> ${text}`),
      ...[...answers, ...notices].map(({ body, ...rest }) => `${body}${'button' in rest ? ' [list]' : ''}`),
    ])
    .join('\n');
