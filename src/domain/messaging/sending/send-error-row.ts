/** First and last code of the range, then what it means, in English and in Brazilian Portuguese. */
export type SendErrorRow = readonly [first: number, last: number, en: string, pt: string];
