/**
 * What the screen at an address asks the server for first, as the queries of the screens write it. What is missing here is
 * asked for a moment later.
 */
export function firstRequests({ pathname, searchParams }: URL): readonly string[] {
  const me = '/api/me';
  if (/^\/console\/?$/.test(pathname)) return [me, '/api/clinics?limit=1'];
  const [, clinicId, screen] = /^\/console\/c\/([\w-]+)(?:\/([^/]*)|$)/.exec(pathname) ?? [];
  if (clinicId === undefined) return [me];
  const clinic = `/api/clinics/${clinicId}`;
  if (screen !== 'conversas' || searchParams.has('q')) return [me, clinic];
  const place = `${clinic}/conversations`;
  const lists = listsOf(searchParams.get('fila')).map((list) => place + list);
  return [me, clinic, ...lists, `${place}/counts`];
}

function listsOf(queue: string | null): readonly string[] {
  switch (queue ?? 'equipe') {
    case 'todas':
      return ['?limit=50'];
    case 'assistente':
      return ['?limit=50&mode=assistant'];
    // needs to know who one is
    case 'minhas':
      return [];
    default:
      return ['/queue?limit=50', '?limit=50&mode=human'];
  }
}
