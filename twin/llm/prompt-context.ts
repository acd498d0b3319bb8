type Named = { readonly code: string; readonly name: string };
type NamedService = Named & { readonly professionals: readonly string[] };

export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The clinic as the prompt tells it. */
export function contextIn(system: string): {
  services: readonly NamedService[];
  professionals: readonly Named[];
} {
  const from = system.indexOf('{', system.indexOf('Contexto da clínica'));
  const to = system.indexOf('}\n', from);
  try {
    const context = JSON.parse(system.slice(from, to + 1)) as Record<string, unknown>;
    return { services: namedIn(context['services']), professionals: namedIn(context['professionals']) };
  } catch {
    return { services: [], professionals: [] };
  }
}

const namedIn = (list: unknown): readonly NamedService[] =>
  (Array.isArray(list) ? (list as readonly Record<string, unknown>[]) : []).map(
    ({ code, name, professionals }) => ({
      code: String(code),
      name: folded(String(name)),
      professionals: Array.isArray(professionals) ? professionals.map(String) : [],
    }),
  );

/** The one that shares the most letters of long words with what was said. */
export function likest(named: readonly Named[], said: string): string | null {
  const scored = named.map(({ code, name }) => ({
    code,
    score: name
      .split(/[^a-z]+/)
      .filter((word) => word.length > 3 && !['consulta', 'exame'].includes(word))
      .reduce((sum, word) => sum + (said.includes(word.slice(0, 6)) ? word.length : 0), 0),
  }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { code: '', score: 0 });
  return best.score === 0 ? null : best.code;
}
