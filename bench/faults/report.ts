import type { Ending } from './ending.ts';
import { patienceMs, type FaultRow } from './suffer.ts';
import { markdownTable } from './write-report.ts';

/** In Markdown, so that it can be committed with the command that made it. Without an ending the run is under way. */
export const faultsReport = (run: {
  readonly seconds: number;
  readonly perSecond: number;
  readonly machine: string;
  /** Age of the oldest due work under the load alone, before the first fault. */
  readonly calmSeconds: number;
  readonly rows: readonly FaultRow[];
  /** How many faults there are. */
  readonly of: number;
  readonly ending?: Ending;
  readonly areWell?: boolean;
}): string => `# Every fault under load

\`npm run bench -- faults ${run.seconds} ${run.perSecond}\` on ${run.machine}. Three processes by role, alerts by webhook and
e-mail; Postgres on a disk in memory, the vendors and the load beside them on the same machine.

Each fault lasts ${run.seconds} seconds, under ${run.perSecond} webhooks a second and three bookings. Webhooks that were refused or not answered are
sent again, as Meta does. _Caught up_: nothing due is older
than it was under the load alone (${run.calmSeconds.toFixed(1)} seconds). A fault is waited for ${patienceMs / 1_000} seconds, less only where
those behind it need what is left of the time. The next one begins when no send is in doubt
and every alert is told, or a while later.

Jumps of a clock by an hour are meant to be felt by nobody. A redirect of the Graph API is a wrong address in the settings: the
sends of the number stop, and one is tried 15 seconds after the first refusal
([why](../docs/decisions/0146-a-refused-send-is-tried-again-after-a-quarter-of-a-minute.md)). It can have caught up
only after those, and after what has waited meanwhile has gone out beside what comes.

${markdownTable(run.rows)}

${run.ending === undefined ? `**${run.rows.length} of ${run.of} faults; the run had not ended.**` : endOf(run.ending, run.areWell === true)}
`;

const endOf = ({ isRight, counts, open }: Ending, areWell: boolean): string =>
  `In the end: ${isRight ? 'nothing lost, nothing doubled' : '**COUNTS ARE WRONG**'}; ${areWell ? 'every fault was seen, and ended by itself' : '**a fault did not end, or nobody saw it**'}. Open alerts: ${open.join(', ') || 'none'}
(\`send-unconfirmed\` ends by time).

${markdownTable(Object.entries(counts).map(([what, count]) => ({ what, count })))}`;
