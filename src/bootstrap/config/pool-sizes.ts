/** Metrics and registration need few connections at a time; the work of clinics needs the others. */
const systemShare = 0.3;

/**
 * How many of a process's connections, four at least, are for what. A claim or a batch takes a millisecond or two: one or two
 * connections serve all loops.
 */
export function poolSizes(all: number): {
  readonly system: number;
  readonly claims: number;
  readonly batches: number;
  readonly tenants: number;
} {
  const system = all < 5 ? 1 : Math.ceil(all * systemShare);
  const claims = 1;
  const batches = all < 8 ? 1 : 2;
  return { system, claims, batches, tenants: all - system - claims - batches };
}
