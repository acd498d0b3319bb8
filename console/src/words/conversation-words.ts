import type { Message, MessageMedia } from '../../../client/atende-client.ts';
import { ownOf } from './own-of.ts';

const waitingReasons: Readonly<Record<string, string>> = {
  'asked-for-human': 'pediu para falar com alguém',
  'not-understood': 'a assistente não entendeu',
  'booking-request': 'quer marcar um horário',
  'booking-failed': 'o horário confirmado não pôde ser marcado',
  'health-question': 'fez uma pergunta de saúde',
  emergency: 'falou de uma emergência',
  'possible-emergency': 'pode estar em uma emergência',
  complaint: 'fez uma reclamação',
  'assistant-failed': 'a assistente não conseguiu responder',
  'patient-waits': 'escreveu e espera resposta',
};

/** Why a conversation waits for a person; of a reason that is newer than this page, the plain fact. */
export const waitingWords = (reason: string): string => ownOf(waitingReasons, reason) ?? 'precisa de atenção';

const types: Readonly<Record<string, string>> = {
  audio: 'Áudio',
  voice: 'Áudio',
  image: 'Foto',
  video: 'Vídeo',
  document: 'Documento',
  sticker: 'Figurinha',
  location: 'Localização',
  contacts: 'Contato',
  'contact-request': 'Pedido de telefone',
  reaction: 'Reação',
  order: 'Pedido',
};

/** Of a piece of a message, which may hold one of a pair only: `*` at the edge of a word is no sign of sums. */
export const withoutMarks = (piece: string): string =>
  piece.replace(/(?<=^|[\s\p{P}])\*(?!\s)|(?<=\S)\*(?=$|[\s\p{P}])/gu, '');

type Said = Pick<Message, 'type' | 'text'>;

/** Without the marks by which WhatsApp writes bold. */
const unmarked = (text: string): string => text.replace(/\*(?=\S)([^*\n]{1,200})(?<=\S)\*/g, '$1');

/** What stands for a message where only a line fits. */
export const inOneLine = ({ type, text: written }: Said): string => {
  const kind = ownOf(types, type);
  const text = unmarked(written);
  if (kind === undefined) return text === '' ? 'Mensagem' : text;
  return text === '' ? kind : `${kind}: ${text}`;
};

type QuotedMessage = {
  readonly type?: string | undefined;
  readonly text?: string | undefined;
  readonly deletedAt?: string | undefined;
  readonly media?: Pick<MessageMedia, 'fileName'> | undefined;
};

/** What stands for a message that is answered: of a file what it is, with its caption or else its name. */
export const quotedInOneLine = ({ type = '', text = '', deletedAt, media }: QuotedMessage): string =>
  deletedAt === undefined
    ? inOneLine({ type, text: text === '' ? (media?.fileName ?? '') : text })
    : 'Mensagem apagada';

const speakers: Readonly<Record<string, string>> = {
  assistant: 'Assistente',
  notice: 'Aviso',
  human: 'Equipe',
};

/** What was said last, where only a line fits; of ours also by who. */
export const saidWords = (said: Said & Pick<Message, 'direction' | 'origin' | 'deletedAt'>): string => {
  const words = quotedInOneLine(said);
  if (said.direction === 'inbound') return words;
  const speaker = ownOf(speakers, said.origin);
  return `${speaker ?? 'Clínica'}: ${words}`;
};

/** What came besides the text, said in a word; absent of a plain text. */
export const kindOf = ({ type }: Pick<Message, 'type'>): string | undefined => ownOf(types, type);

export const statusWords: Readonly<Record<Message['status'], string>> = {
  waiting: 'sai quando o paciente escrever',
  queued: 'na fila',
  sending: 'enviando',
  unknown: 'sem confirmação do WhatsApp',
  cancelled: 'cancelada',
  accepted: 'enviada',
  sent: 'enviada',
  failed: 'não entregue',
  delivered: 'entregue',
  read: 'lida',
  played: 'ouvida',
  received: 'recebida',
};
