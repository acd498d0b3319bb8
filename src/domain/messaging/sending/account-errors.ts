import type { SendErrorRow } from './send-error-row.ts';

/** Whatever is sent next meets them, too: token, permission, payment, registration. */
export const accountErrors: readonly SendErrorRow[] = [
  [0, 0, 'token dead or invalidated', 'token inválido ou invalidado'],
  [3, 3, 'capability or permission missing', 'falta uma capacidade ou permissão'],
  [10, 10, 'permission missing or removed', 'permissão ausente ou retirada'],
  [33, 33, 'phone number id wrong or deleted', 'phone_number_id errado ou excluído'],
  [102, 102, 'session expired', 'sessão expirada'],
  [190, 190, 'token expired or revoked', 'token vencido ou revogado'],
  [200, 299, 'permission missing', 'falta uma permissão'],
  [368, 368, 'blocked for a policy', 'bloqueado por uma política'],
  [131005, 131005, 'access denied', 'acesso negado'],
  [131031, 131031, 'account locked, or wrong PIN', 'conta bloqueada ou PIN errado'],
  [131037, 131037, 'display name not approved', 'nome de exibição não aprovado'],
  [131042, 131042, 'payment or eligibility problem', 'problema de pagamento ou de elegibilidade'],
  [
    131045,
    131045,
    'number not registered, or its certificate',
    'número não registrado, ou problema no certificado',
  ],
  [131048, 131048, 'number restricted for spam signals', 'número restrito por sinais de spam'],
  [133000, 133000, 'incomplete deregistration', 'cancelamento de registro incompleto'],
  [133005, 133006, 'PIN wrong or number not verified', 'PIN errado ou número não verificado'],
  [
    133008,
    133010,
    'PIN tried too often, or number not registered',
    'PIN tentado vezes demais, ou número não registrado',
  ],
  [
    133016,
    133016,
    'registered too often: locked for 72 hours',
    'registrado vezes demais: bloqueado por 72 horas',
  ],
  [2593079, 2593079, 'migration of the account', 'migração da conta'],
  [2593085, 2593085, 'migration of the account', 'migração da conta'],
];
