export type SoakSample = {
  readonly minute: number;
  readonly processes: readonly {
    readonly role: string;
    readonly residentMiB: number;
    readonly handles: number;
  }[];
  readonly connections: number;
  /** Webhooks that were taken within the minute, and how long each took, in milliseconds. */
  readonly messages: number;
  readonly p50: number;
  readonly p99: number;
  /** In seconds. */
  readonly oldestDue: number;
  /** Accepted by WhatsApp since the start. */
  readonly sends: number;
};

type Trend = { readonly lines: readonly string[]; readonly isFlat: boolean };

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/**
 * The last third beside the middle one, because the first fills caches: flat is at most a tenth more, or what noise may be
 * (30 MiB, 8 handles, 5 connections, 25 ms).
 */
export function trendOf(samples: readonly SoakSample[]): Trend {
  const third = Math.max(1, Math.floor(samples.length / 3));
  const [middle, last] = [samples.slice(-2 * third, -third), samples.slice(-third)];
  const lines: string[] = [];
  let isFlat = samples.length >= 3;
  const compare = (what: string, noise: number, read: (sample: SoakSample) => number) => {
    const [before, after] = [mean(middle.map(read)), mean(last.map(read))];
    const isOk = after <= before * 1.1 || after - before <= noise;
    isFlat &&= isOk;
    lines.push(`| ${what} | ${before.toFixed(1)} | ${after.toFixed(1)} | ${isOk ? 'flat' : 'GROWS'} |`);
  };
  for (const [n, { role }] of (samples[0]?.processes ?? []).entries()) {
    compare(`${role}: resident MiB`, 30, ({ processes }) => processes[n]?.residentMiB ?? 0);
    compare(`${role}: handles`, 8, ({ processes }) => processes[n]?.handles ?? 0);
  }
  compare('connections of Postgres', 5, ({ connections }) => connections);
  compare('acknowledged, median ms', 25, ({ p50 }) => p50);
  compare('acknowledged, 99 % ms', 25, ({ p99 }) => p99);
  compare('oldest due work, s', 2, ({ oldestDue }) => oldestDue);
  return { lines, isFlat };
}

/** In Markdown, so that it can be committed with the command that made it. */
export function soakReport(run: {
  readonly minutes: number;
  readonly perSecond: number;
  readonly machine: string;
  readonly samples: readonly SoakSample[];
  readonly trend: Trend;
  readonly counts: Readonly<Record<string, number>>;
}): string {
  const { minutes, perSecond, machine, samples, trend, counts } = run;
  const row = ({ minute, processes, connections, messages, p50, p99, oldestDue, sends }: SoakSample) =>
    `| ${minute} | ${processes.map(({ residentMiB, handles }) => `${residentMiB.toFixed(0)} / ${handles}`).join(' | ')} | ${connections} | ${messages} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${oldestDue.toFixed(1)} | ${sends} |`;
  return `# A steady load for ${minutes} minutes

\`npm run bench -- soak ${minutes} ${perSecond}\` on ${machine}.
One process of each role, Postgres and the load beside them on the same machine.

Webhooks: ${counts['sent']} sent, ${counts['taken']} taken, ${counts['refused']} refused, ${counts['unanswered']} without an answer.

| what | middle third | last third | |
| --- | --- | --- | --- |
${trend.lines.join('\n')}

Per minute: resident MiB / handles of each role, connections, webhooks taken, their median and 99 % in ms, age of the oldest
due work in seconds, sends accepted.

| minute | ${(samples[0]?.processes ?? []).map(({ role }) => role).join(' | ')} | connections | taken | p50 | p99 | oldest due | accepted |
|${' --- |'.repeat(7 + (samples[0]?.processes.length ?? 0))}
${samples.map(row).join('\n')}
`;
}
