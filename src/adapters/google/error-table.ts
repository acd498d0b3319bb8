import { errorEntry, type ErrorClass, type ErrorEntry } from '../../domain/error.ts';

type Row = readonly [
  code: string,
  errorClass: ErrorClass,
  retryable: boolean,
  en: string,
  pt: string,
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
  [
    'invalid_grant',
    'conflict',
    false,
    'the grant was revoked, has expired or is spent',
    'a autorização foi revogada, venceu ou já foi usada',
    reconnect,
  ],
  [
    'invalid_scope',
    'internal',
    false,
    'we asked for a scope that does not exist',
    'pedimos uma permissão que não existe',
    ourBug,
  ],
  [
    'unsupported_grant_type',
    'internal',
    false,
    'we asked in a way that Google does not know',
    'pedimos de um modo que o Google não conhece',
    ourBug,
  ],
  ['invalid_request', 'internal', false, 'our request is malformed', 'nosso pedido está malformado', ourBug],
  [
    'invalid_client',
    'unavailable',
    false,
    'Google refuses our OAuth client',
    'o Google recusa nosso cliente OAuth',
    deployment,
  ],
  [
    'deleted_client',
    'unavailable',
    false,
    'our OAuth client was deleted',
    'nosso cliente OAuth foi excluído',
    deployment,
  ],
  [
    'unauthorized_client',
    'unavailable',
    false,
    'the grant was given to another OAuth client, or ours may not renew any',
    'a autorização é de outro cliente OAuth, ou o nosso não pode renovar nenhuma',
    'Se é uma clínica só, peça que reconecte a conta do Google; se são todas, confira o cliente OAuth no Google Cloud.',
  ],
  [
    'access_denied',
    'conflict',
    false,
    'the person or their organisation refused',
    'a pessoa ou a organização dela recusou',
    'O administrador do Google Workspace da clínica precisa permitir o aplicativo.',
  ],
  [
    'admin_policy_enforced',
    'conflict',
    false,
    'a policy of the organisation forbids it',
    'uma política da organização proíbe',
    'O administrador do Google Workspace da clínica precisa permitir o aplicativo.',
  ],
  [
    'org_internal',
    'conflict',
    false,
    'the app is for another organisation only',
    'o aplicativo é só para outra organização',
    deployment,
  ],
  [
    'rate_limit_exceeded',
    'too-many',
    true,
    'too many renewals at once',
    'renovações demais ao mesmo tempo',
    wait,
  ],
  ['server_error', 'unavailable', true, 'Google is unwell', 'o Google está com problemas', wait],
  ['temporarily_unavailable', 'unavailable', true, 'Google is unwell', 'o Google está com problemas', wait],
  ['internal_failure', 'unavailable', true, 'Google is unwell', 'o Google está com problemas', wait],
  [
    'unreachable',
    'unavailable',
    true,
    'Google could not be reached, or its answer not read',
    'não foi possível chegar ao Google ou ler a resposta',
    wait,
  ],
];

/**
 * Reasons of the Calendar API (docs/vendors/google.md#calendar-errors): the reason decides, the status alone does
 * not.
 */
const calendarRows: readonly Row[] = [
  ['timeRangeEmpty', 'internal', false, 'the span of time is empty', 'o período está vazio', ourBug],
  ['timeRangeTooLong', 'internal', false, 'the span of time is too long', 'o período é longo demais', ourBug],
  ['invalid', 'internal', false, 'a parameter is invalid', 'um parâmetro é inválido', ourBug],
  ['required', 'internal', false, 'a parameter is missing', 'falta um parâmetro', ourBug],
  ['badRequest', 'internal', false, 'the request is malformed', 'o pedido está malformado', ourBug],
  [
    'authError',
    'unavailable',
    true,
    'the access token is not valid any more; it is renewed once',
    'o token de acesso não vale mais; renovamos uma vez',
    wait,
  ],
  ['rateLimitExceeded', 'too-many', true, 'too many calls at once', 'chamadas demais ao mesmo tempo', wait],
  [
    'userRateLimitExceeded',
    'too-many',
    true,
    'too many calls for this account',
    'chamadas demais para esta conta',
    wait,
  ],
  [
    'quotaExceeded',
    'unavailable',
    true,
    'usage limits of the calendar: for hours',
    'limite de uso da agenda, por algumas horas',
    'Excesso de eventos ou convites na agenda: paramos de escrever nela e retomamos sozinhos em algumas horas.',
  ],
  [
    'insufficientPermissions',
    'conflict',
    false,
    'the connection lacks a permission',
    'falta uma permissão na conexão',
    reconnect,
  ],
  [
    'forbidden',
    'conflict',
    false,
    'the calendar is not shared for writing any more',
    'a agenda não está mais compartilhada para edição',
    'O dono da agenda precisa compartilhá-la de novo com permissão de edição.',
  ],
  [
    'requiredAccessLevel',
    'conflict',
    false,
    'the calendar is not shared for writing any more',
    'a agenda não está mais compartilhada para edição',
    'O dono da agenda precisa compartilhá-la de novo com permissão de edição.',
  ],
  [
    'forbiddenForNonOrganizer',
    'conflict',
    false,
    'the event belongs to another calendar',
    'o evento é de outra agenda',
    'Alguém moveu ou copiou o evento: veja a agenda.',
  ],
  [
    'accessNotConfigured',
    'unavailable',
    false,
    'the Calendar API is not enabled',
    'a API Calendar não está ativada',
    deployment,
  ],
  [
    'notFound',
    'not-found',
    false,
    'the calendar or event is gone, or not visible to us',
    'a agenda ou o evento não existe mais, ou não podemos ver',
    'Confira na tela de agendas se ela ainda existe; associe outra se não.',
  ],
  [
    'duplicate',
    'conflict',
    false,
    'an event with this id exists already',
    'já existe um evento com este id',
    wait,
  ],
  ['conflict', 'conflict', true, 'somebody changed the same event', 'alguém mudou o mesmo evento', wait],
  [
    'fullSyncRequired',
    'unavailable',
    true,
    'the calendar must be read from the beginning',
    'a agenda precisa ser lida desde o começo',
    wait,
  ],
  [
    'updatedMinTooLongAgo',
    'unavailable',
    true,
    'the calendar must be read from the beginning',
    'a agenda precisa ser lida desde o começo',
    wait,
  ],
  [
    'deleted',
    'not-found',
    false,
    'the event was deleted by somebody else',
    'outra pessoa excluiu o evento',
    wait,
  ],
  [
    'conditionNotMet',
    'stale',
    true,
    'the event changed meanwhile; it is read and written again',
    'o evento mudou enquanto isso; lemos e gravamos de novo',
    wait,
  ],
  ['backendError', 'unavailable', true, 'Google is unwell', 'o Google está com problemas', wait],
];

const entries = (source: string, rows: readonly Row[]): readonly ErrorEntry[] =>
  rows.map(([code, errorClass, retryable, en, pt, action]) =>
    errorEntry(`google.${source}.${code}`, errorClass, {
      message: { en: `Google: ${en}`, pt: `Google: ${pt}` },
      action,
      retryable,
    }),
  );

export const googleErrors: readonly ErrorEntry[] = [
  ...entries('token', tokenRows),
  ...entries('calendar', calendarRows),
];
