import { escapeLikeMeta } from './meta-webhooks.ts';

/** The middle of a number in base64, wherever in the encoded text it stands. */
export const inBase64 = (phone: string): readonly string[] =>
  [0, 1, 2].map((before) =>
    Buffer.from(`${'\0'.repeat(before)}${phone}`)
      .toString('base64')
      .slice(4, 16),
  );

/** Parts that every spelling of a Brazilian number has one of: with and without +, country, ninth digit and hyphen. */
export const spellingsOf = (phone: string): readonly string[] => {
  const last = phone.slice(-8);
  return [
    last,
    `${last.slice(0, 4)}-${last.slice(4)}`,
    `${last.slice(0, 4)} ${last.slice(4)}`,
    ...inBase64(phone),
  ];
};

/** A text as it is, as JSON has it, as Meta writes it, as a URL has it, and in base64. */
export const writingsOf = (text: string): readonly string[] => [
  text,
  JSON.stringify(text).slice(1, -1),
  escapeLikeMeta(text),
  encodeURIComponent(text),
  Buffer.from(text).toString('base64').replace(/.?=*$/, ''),
];
