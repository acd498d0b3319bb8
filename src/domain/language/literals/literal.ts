/** Where in the flat text it stands; half-open. */
type Place = { readonly at: number; readonly end: number };

export type LiteralValue =
  | { readonly kind: 'money'; readonly cents: number }
  /** Minutes after midnight. `spoken`: as people say it, so that `3h` may be of the afternoon, `1h30` may be a duration. */
  | { readonly kind: 'clock'; readonly minutes: number; readonly spoken: boolean }
  | { readonly kind: 'date'; readonly day: number; readonly month?: number; readonly year?: number }
  /** 0 is Sunday; several for `segunda a sexta`. */
  | { readonly kind: 'weekday'; readonly days: readonly number[] }
  /** Days from today. */
  | { readonly kind: 'relative-day'; readonly ahead: number }
  | { readonly kind: 'phone'; readonly digits: string }
  | { readonly kind: 'percent'; readonly value: number }
  | { readonly kind: 'duration'; readonly minutes: number }
  | { readonly kind: 'installments'; readonly times: number }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'link' | 'email'; readonly address: string }
  /** CPF, CNPJ, CEP, keys: signs that name somebody or some place. */
  | { readonly kind: 'code'; readonly signs: string };

/** A fact that stands in a text as such. */
export type Literal = Place & LiteralValue;
