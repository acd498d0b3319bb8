/** A secret key and the name under which what it made is recognised. */
export type NamedKey = { readonly kid: string; readonly key: Uint8Array };

/** The first makes, all of them read: so keys are changed without a gap. */
export type KeyRing = readonly [NamedKey, ...NamedKey[]];

export const keyNamed = (ring: KeyRing, kid: unknown): Uint8Array | undefined =>
  ring.find((named) => named.kid === kid)?.key;
