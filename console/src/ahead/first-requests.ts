/**
 * What the screen at an address asks the server for first, as the queries of the screens write it. What is missing here is
 * asked for a moment later.
 */
export function firstRequests({ pathname, searchParams }: URL): readonly string[] {
  const me = '/api/me';
  if (pathname.startsWith('/console/plataforma')) return [me];
  const who = [me, '/api/clinics?limit=100'];
  const [, clinicId] = /^\/console\/c\/([\w-]+)\/conversas(?:\/|$)/.exec(pathname) ?? [];
  if (clinicId === undefined || searchParams.has('q')) return who;
  const place = `/api/clinics/${clinicId}/conversations`;
  const lists = filters(searchParams.get('fila')).map((filter) => `${place}?limit=50${filter}`);
  return [...who, ...lists, `${place}/counts`];
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
