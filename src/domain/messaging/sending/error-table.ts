import type { FailureClass } from '../send-failure.ts';
import { accountErrors } from './account-errors.ts';
import type { SendErrorRow } from './send-error-row.ts';
import { messageErrors } from './message-errors.ts';

/**
 * Meta's error codes by what they mean for us, and so by whose they are: only `account` stops a clinic.
 * Source: docs/vendors/meta.md#send-errors.
 */
export const errorTable: Readonly<Record<FailureClass, readonly SendErrorRow[]>> = {
  transient: [
    [1, 1, 'unknown request or server fault', 'pedido desconhecido ou falha do servidor'],
    [2, 2, 'service down or overloaded', 'serviço fora do ar ou sobrecarregado'],
    [131000, 131000, 'unknown failure at Meta', 'falha desconhecida na Meta'],
    [131016, 131016, 'service unavailable', 'serviço indisponível'],
    [
      131057,
      131057,
      'number in maintenance, e.g. a throughput upgrade',
      'número em manutenção, por exemplo aumento de vazão',
    ],
    [133004, 133004, 'server temporarily unavailable', 'servidor temporariamente indisponível'],
    [2494100, 2494100, 'number in maintenance mode', 'número em modo de manutenção'],
  ],
  'rate-limited': [
    [4, 4, 'call limit of the app', 'limite de chamadas do aplicativo'],
    [17, 17, 'Graph rate limit', 'limite de chamadas da Graph API'],
    [32, 32, 'Graph rate limit', 'limite de chamadas da Graph API'],
    [613, 613, 'Graph rate limit', 'limite de chamadas da Graph API'],
    [80007, 80007, 'rate limit of the business account', 'limite de chamadas da conta comercial'],
    [130429, 130429, 'throughput of the number exceeded', 'vazão do número excedida'],
    [132069, 132069, 'flow throttled', 'fluxo limitado'],
    [
      133015,
      133015,
      'number was just deleted: wait 5 minutes',
      'o número acabou de ser excluído: espere 5 minutos',
    ],
    [
      134101,
      134101,
      'template still syncing: wait 10 minutes',
      'modelo ainda sincronizando: espere 10 minutos',
    ],
  ],
  'pair-limited': [
    [131056, 131056, 'too many messages to this patient', 'mensagens demais para este paciente'],
  ],
  final: messageErrors,
  account: accountErrors,
  'needs-template': [
    [131047, 131047, 'customer service window closed', 'a janela de atendimento de 24 horas fechou'],
  ],
  'opted-out': [
    [131050, 131050, 'user stopped marketing messages', 'o usuário não quer mais mensagens de marketing'],
  ],
};
