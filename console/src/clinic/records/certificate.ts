import type { Erasure } from '../../../../client/atende-client.ts';
import { ownOf } from '../../words/own-of.ts';

/** What lay in a table, as people call it. */
const tables: Readonly<Record<string, string>> = {
  contacts: 'Cadastros da pessoa',
  contact_identities: 'Números e identificadores',
  contact_merges: 'Uniões de cadastros',
  whatsapp_conversations_improved: 'Conversas',
  whatsapp_messages_improved: 'Mensagens',
  message_media: 'Arquivos das mensagens',
  outgoing_files: 'Arquivos ainda não enviados',
  conversation_notes: 'Notas da equipe',
  turn_records: 'Registros da assistente',
  send_pacing: 'Controles de envio',
  appointments: 'Horários (mantidos sem identificação)',
  idempotency_keys: 'Pedidos de horário',
  idempotent_requests: 'Pedidos repetidos guardados',
  alerts: 'Avisos (mantidos sem o texto)',
  webhook_items: 'Itens parados do WhatsApp',
};

/** Of a table that is newer than this page, its own name. */
const tableWords = (table: string): string => ownOf(tables, table) ?? table;

type Certified = {
  readonly erasure: Erasure;
  /** Compact JWS. */
  readonly certificate: string;
  readonly clinic: string;
  /** In the clinic's clocks, and which those are. */
  readonly when: string;
  /** The name of who erased; `undefined` where nobody was written down, or no member of the team is that one. */
  readonly by: string | undefined;
  /** Where the keys are with which it verifies. */
  readonly keys: string;
};

/** What is handed to who asks for a proof: what was erased, when and by whom, and never of whom. */
export function certificateText({ erasure, certificate, clinic, when, by, keys }: Certified): string {
  const counts = Object.entries(erasure.counts).filter(([, count]) => count > 0);
  const sum = counts.reduce((all, [, count]) => all + count, 0);
  return [
    'COMPROVANTE DE APAGAMENTO DE DADOS DE UM PACIENTE',
    '',
    `Clínica: ${clinic}`,
    `Apagamento: ${erasure.id}`,
    `Quando: ${when}`,
    `Por quem: ${authorWords(by, erasure.erasedBy)}`,
    '',
    'O que foi apagado:',
    ...counts.map(([table, count]) => `- ${tableWords(table)}: ${count.toLocaleString('pt-BR')}`),
    `Ao todo: ${sum.toLocaleString('pt-BR')}`,
    '',
    'Este comprovante não diz de quem eram os dados.',
    '',
    `Assinatura (JWS, EdDSA), que se confere com as chaves em ${keys}:`,
    certificate,
    '',
  ].join('\r\n');
}

function authorWords(name: string | undefined, actor: string | undefined): string {
  if (actor === undefined) return 'não registrado';
  return name === undefined ? actor : `${name} (${actor})`;
}

export const certificateName = ({ id, erasedAt }: Erasure): string =>
  `comprovante-${erasedAt.slice(0, 10)}-${id.slice(-6)}.txt`;
