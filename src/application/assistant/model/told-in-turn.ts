import type { PatientMessage } from '../../../domain/messaging/message.ts';
import { adWords } from '../../../domain/messaging/messages/beside-words.ts';
import { wordsOf } from './transcript.ts';

/**
 * A turn as a model reads it: what the patient says, and in brackets what comes beside it. The model may know of that, and
 * may not repeat it as something that the patient has said.
 */
export const toldInTurn = (messages: readonly PatientMessage[]): string =>
  messages
    .flatMap((message) => [adLine(message), wordsOf([message]), fileLine(message)])
    .filter((line) => line.trim() !== '')
    .join('\n');

const adLine = (message: PatientMessage): string => {
  const words = adWords(message);
  return words === '' ? '' : `[Veio por um anúncio da clínica: ${inOneLine(words)}]`;
};

const fileLine = ({ details }: PatientMessage): string =>
  details?.fileName === undefined ? '' : `[Nome do arquivo: ${inOneLine(details.fileName)}]`;

const longestLine = 300;
const inOneLine = (text: string): string =>
  text
    .replace(/[\s\[\]]+/g, ' ')
    .trim()
    .slice(0, longestLine);
