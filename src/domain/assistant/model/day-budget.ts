/** What models may take of one clinic in one of its days. */
export type DayLimits = {
  /** Millionths of a US dollar. */
  readonly microdollars: number;
  /** Bounds what has no known price. */
  readonly tokens: number;
};

/** Set aside or used. `microdollars` counts only what has a known price. */
export type ModelUse = { readonly microdollars: number; readonly tokens: number };

/** What a clinic has used and set aside today, and how many turns had no known price. */
export type DayUse = ModelUse & { readonly unpriced: number };

/** Whether more may be set aside. */
export const hasRoomFor = (used: ModelUse, more: ModelUse, limits: DayLimits): boolean =>
  used.microdollars + more.microdollars <= limits.microdollars && used.tokens + more.tokens <= limits.tokens;

/** From here on somebody should know. */
const alertShare = 0.8;

export const isNearLimit = (used: ModelUse, limits: DayLimits): boolean =>
  used.microdollars >= alertShare * limits.microdollars || used.tokens >= alertShare * limits.tokens;
