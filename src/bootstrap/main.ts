import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

const { DRAIN_MS = '3000' } = process.env;
/** After draining, a stop must end well within ten seconds; leases of unfinished work expire by themselves. */
const lastResortMs = 9_000 + (/^\d{1,5}$/.test(DRAIN_MS) ? Number(DRAIN_MS) : 0);

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) return;
    setTimeout(() => process.exit(0), lastResortMs).unref();
    stop.abort(new Error(signal));
  });
}

// Halves the time of every start but the first; where the folder cannot be written, nothing is kept. It is not the
// system's folder for temporary files: whoever can write there would choose what we run.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/atende', import.meta.url)));

// only now: reading the program takes a while, and a stop is heard meanwhile
const { run } = await import('./run.ts');
await run(stop.signal);
