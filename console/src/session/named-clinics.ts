const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Those whose name holds the words as somebody types them, without accents and in any case; by name. */
export function namedClinics<Named extends { readonly name: string }>(
  clinics: readonly Named[],
  search: string,
): readonly Named[] {
  const wanted = folded(search.trim());
  return clinics
    .filter(({ name }) => folded(name).includes(wanted))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'pt-BR', { numeric: true }));
}
