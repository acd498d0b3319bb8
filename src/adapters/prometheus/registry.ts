import { collectDefaultMetrics, Counter, Registry } from 'prom-client';

type SpanFigures = { readonly exported: number; readonly lost: number };

/** With the process's own figures: memory, event loop lag, garbage collection, and log lines and spans that were lost. */
export function openRegistry(
  linesLost: () => number,
  spans: () => SpanFigures | undefined = () => undefined,
): Registry {
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
  new Counter({
    name: 'atende_spans_total',
    help: 'Spans of traces that the receiver took, and that nobody will see because it was away or slow',
    labelNames: ['outcome'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [outcome, count] of Object.entries(spans() ?? {})) this.inc({ outcome }, count);
    },
  });
  return registry;
}
