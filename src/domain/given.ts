type Given<Parts> = { readonly [Name in keyof Parts]?: Exclude<Parts[Name], undefined> };

/** Only what is there: to `exactOptionalPropertyTypes` a key that is `undefined` is not an absent one. */
export const given = <Parts extends object>(parts: Parts): Given<Parts> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Given<Parts>;
