/** Minutes after local midnight, half-open; `closes` is beyond 1440 when the night is crossed. */
export type OpenInterval = { readonly opens: number; readonly closes: number };
