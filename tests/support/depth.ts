/**
 * How often a long search is repeated: a part of it in every check, all of it by `npm run test:deep`, with which the figures
 * of docs/evaluation.md were made.
 */
export const isDeep = process.env['DEEP'] === '1';
