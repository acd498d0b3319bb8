/** Claims, metrics and registration need few connections at a time; the work of clinics needs the others. */
const systemShare = 0.4;

/** How many of a process's connections are for what. */
export function poolSizes(all: number): { readonly system: number; readonly tenants: number } {
  const system = Math.ceil(all * systemShare);
  return { system, tenants: all - system };
}
