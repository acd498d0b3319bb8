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
  const lists = filters(searchParams.get('fila')).map((filter) => `${place}?limit=50${filter}`);
  return [me, clinic, ...lists, `${place}/counts`];
}

function filters(queue: string | null): readonly string[] {
  switch (queue ?? 'equipe') {
    case 'todas':
      return [''];
    case 'assistente':
      return ['&mode=assistant'];
    // needs to know who one is
    case 'minhas':
      return [];
    default:
      return ['&waiting=true', '&mode=human'];
  }
}
