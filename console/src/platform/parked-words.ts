import type { ParkedItem } from '../../../client/atende-client.ts';
import { ownOf } from '../words/own-of.ts';

const kinds: Readonly<Record<ParkedItem['kind'], string>> = {
  message: 'Mensagem de paciente',
  status: 'Aviso de entrega',
  preference: 'Preferência de um paciente',
  account: 'Aviso da conta',
  template: 'Aviso de um modelo',
  unhandled: 'Evento da Meta',
};
export const kindWords = (kind: ParkedItem['kind']): string => kinds[kind];

const reasons: Readonly<Record<string, string>> = {
  'number-unknown': 'nenhuma clínica tem este número',
  'number-inactive': 'o número ou a clínica está desativado',
  'status-without-message': 'a mensagem de que fala não está aqui',
  'message-unstorable': 'não pôde ser guardada',
  'signer-foreign': 'quem assinou não responde mais por este número',
};

/** Why an item waits, in words; the rest is of a kind that nothing here knows. */
export const reasonWords = (reason: string): string =>
  ownOf(reasons, reason) ?? `tipo que ainda não tratamos (${reason})`;
