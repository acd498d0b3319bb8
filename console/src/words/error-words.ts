import type { ErrorCode } from '../../../client/atende-client.ts';
import { ownOf } from './own-of.ts';

/**
 * What a person of the clinic reads instead of the server's own sentence, where that speaks to programmers. Every other
 * code comes with a Portuguese sentence of the server's catalogue.
 */
const words: Partial<Record<ErrorCode, string>> = {
  'access.role-insufficient': 'O seu acesso não permite isso. Peça a quem administra a clínica.',
  'access.origin-refused': 'Abra o console pelo endereço de sempre e tente de novo.',
  'clinic.context-changed': 'Outra pessoa salvou antes. Compare as duas versões.',
  'clinic.changed': 'Outra pessoa mudou a clínica antes. Veja como ficou e tente de novo.',
  'conversation.window-closed': 'O prazo de 24 horas acabou. Agora só um modelo aprovado chega ao paciente.',
  'database.contention': 'Muita coisa ao mesmo tempo. Tente de novo.',
  'database.overloaded': 'Muita coisa ao mesmo tempo. Tente de novo em instantes.',
  'database.read-only': 'O sistema está só para leitura agora. Tente mais tarde.',
  'database.refuses-us': 'O sistema está fora do ar. Tente em instantes.',
  'database.timeout': 'Demorou demais. Tente de novo.',
  'database.unavailable': 'O sistema está fora do ar. Tente em instantes.',
  'http.idempotency-in-progress': 'O mesmo pedido ainda está em andamento.',
  'http.idempotency-key-reused': 'Um pedido anterior pode ter dado certo. Confira antes de repetir.',
  'http.invalid-request': 'Falta algo, ou algo não está como deveria.',
  'http.overloaded': 'Muita coisa ao mesmo tempo. Tente de novo em instantes.',
  'http.rate-limited': 'Foram muitos pedidos em pouco tempo. Espere um instante.',
  'http.timeout': 'Demorou demais. Veja se já foi feito antes de repetir.',
  'http.internal-error': 'Algo falhou do nosso lado.',
  'scheduling.idempotency-key-reused': 'Um pedido anterior deu certo. Veja a agenda antes de repetir.',
  'scheduling.slot-taken': 'Esse horário acabou de ser ocupado. O de antes continua valendo.',
  'scheduling.slot-not-offered': 'A clínica não atende nesse horário. O de antes continua valendo.',
  'scheduling.calendars-unavailable': 'Não consegui ler a agenda do Google agora. Nada mudou.',
};

const offline = 'Sem conexão com o servidor.';

/** One or two sentences for a refusal; `code` is absent when nobody answered. */
export const errorWords = (code: string | undefined, fromServer: string | undefined): string => {
  if (code === undefined) return offline;
  const own = ownOf<string | undefined>(words, code);
  if (own !== undefined) return own;
  return fromServer === undefined || fromServer === '' ? 'Algo falhou do nosso lado.' : `${fromServer}.`;
};
