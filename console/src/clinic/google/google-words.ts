import type { GoogleConnection } from '../../../../client/atende-client.ts';
import { ownOf } from '../../words/own-of.ts';

/** How a consent at Google has ended, when it has not connected the account. */
const outcomes: Readonly<Record<string, string>> = {
  denied: 'A autorização foi cancelada no Google. Nada mudou.',
  'administrator-refused':
    'O administrador do Google Workspace não permite o Atende. Peça a ele que libere e conecte de novo.',
  'permissions-missing': 'Faltou marcar permissões no Google. Conecte de novo e marque todas:',
  'state-expired': 'O pedido vale dez minutos, e o tempo acabou. Conecte de novo.',
  'state-used': 'Este pedido já tinha sido usado. Veja abaixo como está a conexão.',
  'state-foreign': 'O pedido começou em outro navegador. Conecte de novo neste.',
  'refresh-token-missing':
    'O Google não deu acesso permanente. Remova o Atende em myaccount.google.com/permissions e conecte de novo.',
  'google-unavailable': 'O Google não respondeu a tempo. Tente de novo em alguns minutos.',
  'google-misconfigured': 'O Google recusou o nosso sistema. Quem administra a plataforma já foi avisado.',
  'being-revoked': 'O acesso desta conta ainda está sendo encerrado. Tente de novo em um minuto.',
};

export const outcomeWords = (outcome: string): string =>
  ownOf(outcomes, outcome) ?? 'Não deu para conectar o Google. Tente de novo.';

const permissions: Readonly<Record<string, string>> = {
  'list-calendars': 'ver a lista das suas agendas',
  'read-busy-times': 'ver quando as agendas estão ocupadas',
  'write-events': 'ver e editar eventos nas agendas',
};

/** By the names that the way back from Google carries. */
export const missingWords = (missing: string | undefined): readonly string[] =>
  (missing ?? '').split(',').flatMap((name) => ownOf(permissions, name) ?? []);

type Health = { readonly state: 'good' | 'warn' | 'bad'; readonly text: string };

export function healthOf({ status, valid }: GoogleConnection): Health {
  switch (status) {
    case 'connected':
      return valid
        ? { state: 'good', text: 'Conectado e funcionando' }
        : { state: 'warn', text: 'Conectado, renovando o acesso' };
    case 'renewing_failed':
      return { state: 'warn', text: 'O acesso não está sendo renovado' };
    case 'reconnect_required':
      return { state: 'bad', text: 'Precisa conectar de novo' };
    case 'disconnecting':
      return { state: 'warn', text: 'Desconectando' };
    case 'not_connected':
      return { state: 'bad', text: 'Desconectado' };
  }
}
