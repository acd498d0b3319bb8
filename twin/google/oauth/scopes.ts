import type { Target } from '../endpoints.ts';

const prefix = 'https://www.googleapis.com/auth/';
const aliases: Readonly<Record<string, string>> = {
  email: `${prefix}userinfo.email`,
  profile: `${prefix}userinfo.profile`,
};

/** What the consent page says of each permission, by the name after the prefix. */
const labels: Readonly<Record<string, string>> = {
  calendar: 'Ver, editar, compartilhar e excluir permanentemente todas as suas agendas',
  'calendar.readonly': 'Ver e baixar qualquer agenda a que você tem acesso',
  'calendar.calendarlist': 'Ver, adicionar e remover agendas da sua lista',
  'calendar.calendarlist.readonly': 'Ver a lista de agendas a que você tem acesso',
  'calendar.freebusy': 'Ver seus horários livres e ocupados nas suas agendas',
  'calendar.events': 'Ver e editar eventos em todas as suas agendas',
  'calendar.events.readonly': 'Ver eventos em todas as suas agendas',
  'calendar.events.owned': 'Ver, criar, alterar e excluir eventos nas agendas que são suas',
  'calendar.events.freebusy': 'Ver os horários ocupados das agendas a que você tem acesso',
};

const methods: Readonly<Record<string, readonly string[]>> = {
  'calendarList.list': [
    'calendar',
    'calendar.readonly',
    'calendar.calendarlist',
    'calendar.calendarlist.readonly',
  ],
  'freebusy.query': ['calendar', 'calendar.readonly', 'calendar.freebusy', 'calendar.events.freebusy'],
  'events.write': ['calendar', 'calendar.events', 'calendar.events.owned'],
  'events.read': [
    'calendar',
    'calendar.events',
    'calendar.events.owned',
    'calendar.readonly',
    'calendar.events.readonly',
    'calendar.events.freebusy',
  ],
};

/** Asked-for scopes as Google writes them in its answers, each once. */
export const scopesIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(' ')
      .filter(Boolean)
      .map((scope) => aliases[scope] ?? scope),
  ),
];

/** `openid`, e-mail and profile have no checkbox. */
export const isSignIn = (scope: string): boolean =>
  scope === 'openid' || Object.values(aliases).includes(scope);

/** What the checkbox says; absent for a scope that the twin does not know. */
export const labelOf = (scope: string): string | undefined =>
  scope.startsWith(prefix) ? labels[scope.slice(prefix.length)] : undefined;

export const isKnown = (scope: string): boolean => isSignIn(scope) || labelOf(scope) !== undefined;

const reading: ReadonlySet<string> = new Set(['list', 'get', 'instances', 'watch']);

/** Any one of these allows the call; absent for endpoints without an access token. Read in the v3 typings of googleapis 188. */
export function scopesFor({ endpoint, operation }: Target): readonly string[] | undefined {
  const names =
    endpoint === 'calendarList'
      ? methods['calendarList.list']
      : endpoint === 'freebusy'
        ? methods['freebusy.query']
        : endpoint === 'events'
          ? methods[reading.has(operation) ? 'events.read' : 'events.write']
          : endpoint === 'channels'
            ? methods['events.read']
            : undefined;
  return names?.map((name) => `${prefix}${name}`);
}
