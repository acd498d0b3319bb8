import { collectDefaultMetrics, Registry } from 'prom-client';

/** With the process's own figures: memory, event loop lag, garbage collection. */
export function openRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
