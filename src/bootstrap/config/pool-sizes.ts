/** Metrics and registration need few connections at a time; the work of clinics needs the others. */
const systemShare = 0.3;

/** How many of a process's connections are for what. A claim takes a millisecond or two: one connection serves all loops. */
export function poolSizes(all: number): {
  readonly system: number;
  readonly claims: number;
  readonly tenants: number;
} {
  const system = Math.ceil(all * systemShare);
  return { system, claims: 1, tenants: all - system - 1 };
}
