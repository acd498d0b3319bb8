import { markdownTable } from '../faults/write-report.ts';

/** In Markdown, so that it can be committed with the command that made it. */
export function upgradeReport(run: {
  readonly commit: string;
  readonly seconds: number;
  readonly perSecond: number;
  /** The older version, by its commit. */
  readonly from: string;
  readonly machine: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  /** What was logged as a warning or worse, and how often. */
  readonly complaints: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly isRight: boolean;
}): string {
  const complaints = Object.entries(run.complaints).map(([message, count]) => `- ${count} × ${message}`);
  return `# An upgrade under load, and back

\`npm run bench -- upgrade ${run.commit} ${run.seconds} ${run.perSecond}\` on ${run.machine}, from ${run.from}.

${markdownTable(run.rows)}

In the end: ${run.isRight ? 'nothing lost, nothing doubled' : '**COUNTS ARE WRONG**'}.

${markdownTable(Object.entries(run.counts).map(([what, count]) => ({ what, count })))}

Logged as a warning or worse: ${complaints.length === 0 ? 'nothing.' : `\n\n${complaints.join('\n')}`}
`;
}
