/**
 * How often a long search is repeated: a part of it in every check, all of it by `npm run test:deep`, with which the figures
 * of docs/evaluation.md were made. `DEEP=1 npm run test:browser` does every job of the console in every look.
 */
export const isDeep = process.env['DEEP'] === '1';
