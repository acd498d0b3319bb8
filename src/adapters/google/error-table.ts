import type { ErrorClass, ErrorEntry } from '../../domain/error-catalogue/entry.ts';

type Row = readonly [
  code: string,
  errorClass: ErrorClass,
  retryable: boolean,
  message: string,
  action: string,
];

const wait = 'Nada a fazer: tentamos de novo sozinhos. Se durar horas, veja o status do Google Workspace.';
const reconnect = 'Peça à clínica que reconecte a conta do Google.';
const ourBug = 'É um defeito nosso: abra um chamado com o requestId.';
const deployment =
  'Vale para todas as clínicas: confira o cliente OAuth e as APIs no projeto do Google Cloud.';

/**
 * Answers of the token endpoint (docs/vendors/google.md#token-errors). One that concerns the deployment never
 * disconnects a clinic.
 */
const tokenRows: readonly Row[] = [
  ['invalid_grant', 'conflict', false, 'the grant was revoked, has expired or is spent', reconnect],
  ['invalid_scope', 'internal', false, 'we asked for a scope that does not exist', ourBug],
  ['unsupported_grant_type', 'internal', false, 'we asked in a way that Google does not know', ourBug],
  ['invalid_request', 'internal', false, 'our request is malformed', ourBug],
  ['invalid_client', 'unavailable', false, 'Google refuses our OAuth client', deployment],
  ['deleted_client', 'unavailable', false, 'our OAuth client was deleted', deployment],
  [
    'unauthorized_client',
    'unavailable',
    false,
    'the grant was given to another OAuth client, or ours may not renew any',
    'Se é uma clínica só, peça que reconecte a conta do Google; se são todas, confira o cliente OAuth no Google Cloud.',
  ],
  [
    'access_denied',
    'conflict',
    false,
    'the person or their organisation refused',
    'O administrador do Google Workspace da clínica precisa permitir o aplicativo.',
  ],
  [
    'admin_policy_enforced',
    'conflict',
    false,
    'a policy of the organisation forbids it',
    'O administrador do Google Workspace da clínica precisa permitir o aplicativo.',
  ],
  ['org_internal', 'conflict', false, 'the app is for another organisation only', deployment],
  ['rate_limit_exceeded', 'too-many', true, 'too many renewals at once', wait],
  ['server_error', 'unavailable', true, 'Google is unwell', wait],
  ['temporarily_unavailable', 'unavailable', true, 'Google is unwell', wait],
  ['internal_failure', 'unavailable', true, 'Google is unwell', wait],
  ['unreachable', 'unavailable', true, 'Google could not be reached, or its answer not read', wait],
];

/**
 * Reasons of the Calendar API (docs/vendors/google.md#calendar-errors): the reason decides, the status alone does
 * not.
 */
const calendarRows: readonly Row[] = [
  ['timeRangeEmpty', 'internal', false, 'the span of time is empty', ourBug],
  ['timeRangeTooLong', 'internal', false, 'the span of time is too long', ourBug],
  ['invalid', 'internal', false, 'a parameter is invalid', ourBug],
  ['required', 'internal', false, 'a parameter is missing', ourBug],
  ['badRequest', 'internal', false, 'the request is malformed', ourBug],
  ['authError', 'unavailable', true, 'the access token is not valid any more; it is renewed once', wait],
  ['rateLimitExceeded', 'too-many', true, 'too many calls at once', wait],
  ['userRateLimitExceeded', 'too-many', true, 'too many calls for this account', wait],
  [
    'quotaExceeded',
    'unavailable',
    true,
    'usage limits of the calendar: for hours',
    'Excesso de eventos ou convites na agenda: paramos de escrever nela e retomamos sozinhos em algumas horas.',
  ],
  ['insufficientPermissions', 'conflict', false, 'the connection lacks a permission', reconnect],
  [
    'forbidden',
    'conflict',
    false,
    'the calendar is not shared for writing any more',
    'O dono da agenda precisa compartilhá-la de novo com permissão de edição.',
  ],
  [
    'requiredAccessLevel',
    'conflict',
    false,
    'the calendar is not shared for writing any more',
    'O dono da agenda precisa compartilhá-la de novo com permissão de edição.',
  ],
  [
    'forbiddenForNonOrganizer',
    'conflict',
    false,
    'the event belongs to another calendar',
    'Alguém moveu ou copiou o evento: veja a agenda.',
  ],
  ['accessNotConfigured', 'unavailable', false, 'the Calendar API is not enabled', deployment],
  [
    'notFound',
    'not-found',
    false,
    'the calendar or event is gone, or not visible to us',
    'Confira na tela de agendas se ela ainda existe; associe outra se não.',
  ],
  ['duplicate', 'conflict', false, 'an event with this id exists already', wait],
  ['conflict', 'conflict', true, 'somebody changed the same event', wait],
  ['fullSyncRequired', 'unavailable', true, 'the calendar must be read from the beginning', wait],
  ['updatedMinTooLongAgo', 'unavailable', true, 'the calendar must be read from the beginning', wait],
  ['deleted', 'not-found', false, 'the event was deleted by somebody else', wait],
  ['conditionNotMet', 'stale', true, 'the event changed meanwhile; it is read and written again', wait],
  ['backendError', 'unavailable', true, 'Google is unwell', wait],
];

const entries = (source: string, rows: readonly Row[]): readonly ErrorEntry[] =>
  rows.map(([code, errorClass, retryable, message, action]) => ({
    code: `google.${source}.${code}`,
    class: errorClass,
    message: `Google: ${message}`,
    action,
    retryable,
  }));

export const googleErrors: readonly ErrorEntry[] = [
  ...entries('token', tokenRows),
  ...entries('calendar', calendarRows),
];
