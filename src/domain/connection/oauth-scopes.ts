const google = 'https://www.googleapis.com/auth/';

/**
 * The least that lists calendars, reads busy times, writes events and names the account
 * (docs/vendors/google.md#scopes).
 */
export const requestedScopes: readonly string[] = [
  'openid',
  'email',
  `${google}calendar.calendarlist.readonly`,
  `${google}calendar.freebusy`,
  `${google}calendar.events`,
];

export type Permission = 'list-calendars' | 'read-busy-times' | 'write-events';

/** Each is a checkbox on Google's consent page; any one of the scopes gives it. */
const permissions: Readonly<
  Record<Permission, { readonly label: string; readonly anyOf: readonly string[] }>
> = {
  'list-calendars': {
    label: 'ver a lista das suas agendas do Google',
    anyOf: ['calendar.calendarlist.readonly', 'calendar.calendarlist', 'calendar.readonly', 'calendar'],
  },
  'read-busy-times': {
    label: 'ver os horários ocupados nas suas agendas',
    anyOf: ['calendar.freebusy', 'calendar.events.freebusy', 'calendar.readonly', 'calendar'],
  },
  'write-events': {
    label: 'ver e editar eventos em todas as suas agendas',
    anyOf: ['calendar.events', 'calendar'],
  },
};

/** Google answers `email` and `profile` under longer names than they are asked by. */
const answeredAs: ReadonlyMap<string, string> = new Map([
  [`${google}userinfo.email`, 'email'],
  [`${google}userinfo.profile`, 'profile'],
]);

/** The scopes of a token response: space-delimited, any order, by the names they are asked by. */
export const readScopes = (text: string): readonly string[] =>
  [...new Set(text.split(/\s+/).filter(Boolean))].map((scope) => answeredAs.get(scope) ?? scope).sort();

/** What the person left unticked. */
export function missingPermissions(granted: readonly string[]): readonly Permission[] {
  const names = new Set(granted);
  return (Object.keys(permissions) as Permission[]).filter(
    (permission) => !permissions[permission].anyOf.some((scope) => names.has(`${google}${scope}`)),
  );
}

export const isPermission = (value: string): value is Permission => Object.hasOwn(permissions, value);

/** For the clinic, close to the words of Google's consent page. */
export const permissionLabel = (permission: Permission): string => permissions[permission].label;
