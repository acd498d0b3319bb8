import type { PatientMessage } from '../message.ts';

type Said = Pick<PatientMessage, 'details'>;

/** What is searched beside the text of a message; what is written beside an order, on a card or in a form stands in the text. */
export const besideWords = ({ details }: Said): string =>
  [details?.fileName, details?.referral?.headline, details?.referral?.body].filter(Boolean).join('\n');

/** What a file is called, as words: `dor_no-peito.pdf` is "dor no peito". Empty where it has no name. */
export const fileWords = ({ details }: Said): string =>
  (details?.fileName ?? '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[_.-]+/g, ' ')
    .trim();

/** What the patient wrote beside an order. */
export const orderNote = ({ details }: Said): string => details?.order?.note ?? '';

/** The words of the advertisement or post that brought the patient: the clinic's, and not what the patient says. */
export const adWords = ({ details }: Said): string =>
  [details?.referral?.headline, details?.referral?.body].filter(Boolean).join(' – ');
