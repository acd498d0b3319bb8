import { DomainError, errorEntry, type ErrorEntry } from '../error.ts';

const connectAgain = {
  en: 'Begin the connection again.',
  pt: 'Peça para conectar o Google de novo na tela da clínica.',
};

const consentRefusals = {
  denied: errorEntry('connection.denied', 'forbidden', {
    message: { en: 'The consent was denied at Google', pt: 'A autorização foi cancelada no Google' },
    hint: connectAgain,
    action: 'Peça à clínica para conectar de novo e autorizar.',
  }),
  'consent-failed': errorEntry('connection.consent-failed', 'forbidden', {
    message: { en: 'Google ended the consent with an error', pt: 'O Google não concluiu a autorização' },
    hint: connectAgain,
    action: 'Peça à clínica para conectar de novo; se repetir, veja o código no log.',
  }),
  'administrator-refused': errorEntry('connection.administrator-refused', 'forbidden', {
    message: {
      en: 'The administrator of the Google Workspace does not allow this app',
      pt: 'O administrador do Google Workspace não permite este aplicativo',
    },
    hint: {
      en: 'The administrator has to allow the app in the admin console; then connect again.',
      pt: 'Peça ao administrador que libere o Atende no painel do Google Workspace e conecte de novo.',
    },
    action: 'Peça ao administrador do Google Workspace da clínica que libere o aplicativo.',
  }),
  'state-tampered': errorEntry('connection.state-tampered', 'forbidden', {
    message: { en: 'The state was not issued by us or was changed', pt: 'O pedido de conexão não é válido' },
    hint: connectAgain,
    action: 'Se repetir, confira STATE_KEYS: todos os processos precisam das mesmas chaves.',
  }),
  'state-expired': errorEntry('connection.state-expired', 'forbidden', {
    message: {
      en: 'The state is older than ten minutes',
      pt: 'O pedido de conexão expirou (vale 10 minutos)',
    },
    hint: connectAgain,
    action: 'Peça à clínica para conectar de novo: o pedido vale dez minutos.',
  }),
  'state-used': errorEntry('connection.state-used', 'forbidden', {
    message: {
      en: 'The state was used already, or was never given out',
      pt: 'Este pedido de conexão já foi usado',
    },
    hint: {
      en: 'Look at the state of the connection before you begin it again.',
      pt: 'Veja o estado da conexão antes de tentar de novo.',
    },
    action: 'Peça à clínica para conectar de novo: cada pedido vale uma vez.',
  }),
  'state-foreign': errorEntry('connection.state-foreign', 'forbidden', {
    message: {
      en: 'The state was issued to another browser',
      pt: 'O pedido de conexão foi iniciado em outro navegador',
    },
    hint: connectAgain,
    action: 'Peça para conectar no mesmo navegador em que começou.',
  }),
  'issuer-foreign': errorEntry('connection.issuer-foreign', 'forbidden', {
    message: {
      en: 'The answer comes from another issuer than Google',
      pt: 'A resposta não veio do Google',
    },
    hint: connectAgain,
    action: 'Confira GOOGLE_ISSUER; se estiver certo, alguém tentou desviar a conexão.',
  }),
  'code-missing': errorEntry('connection.code-missing', 'forbidden', {
    message: {
      en: 'The answer carries neither a code nor an error',
      pt: 'A resposta do Google veio incompleta',
    },
    hint: connectAgain,
    action: 'Peça à clínica para conectar de novo.',
  }),
  'code-refused': errorEntry('connection.code-refused', 'forbidden', {
    message: {
      en: 'Google refused the code: used, expired or not for us',
      pt: 'O código do Google não vale mais',
    },
    hint: connectAgain,
    action: 'Peça à clínica para conectar de novo; se repetir, confira GOOGLE_REDIRECT_URI.',
  }),
  'identity-unproven': errorEntry('connection.identity-unproven', 'forbidden', {
    message: {
      en: 'The ID token of the account could not be verified',
      pt: 'Não foi possível confirmar qual é a conta do Google',
    },
    hint: connectAgain,
    action: 'Confira GOOGLE_JWKS_URL, GOOGLE_ISSUER e o relógio do servidor.',
  }),
  'refresh-token-missing': errorEntry('connection.refresh-token-missing', 'forbidden', {
    message: {
      en: 'Google gave no refresh token and none of this account is stored',
      pt: 'O Google não deu acesso permanente',
    },
    hint: {
      en: 'Remove the access at myaccount.google.com/permissions and connect again.',
      pt: 'Remova o acesso em myaccount.google.com/permissions e conecte de novo.',
    },
    action: 'Peça para remover o acesso em myaccount.google.com/permissions e conectar de novo.',
  }),
};

/** Why a consent did not lead to a connection. Each changes nothing that was stored. */
export type ConsentRefusal = keyof typeof consentRefusals;

export class ConsentRefused extends DomainError {
  static readonly entries: readonly ErrorEntry[] = Object.values(consentRefusals);
  constructor(refusal: ConsentRefusal) {
    super(consentRefusals[refusal]);
  }
}
