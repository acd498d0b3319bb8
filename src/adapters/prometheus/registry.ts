import { collectDefaultMetrics, Counter, Registry } from 'prom-client';

/** With the process's own figures: memory, event loop lag, garbage collection, and log lines that were lost. */
export function openRegistry(linesLost: () => number): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Counter({
    name: 'atende_log_lines_lost_total',
    help: 'Log lines that could not be written, e.g. because the disk was full or nobody read the pipe',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(linesLost());
    },
  });
  return registry;
}
