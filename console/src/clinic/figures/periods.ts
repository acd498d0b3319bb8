/** What figures are shown of, as it stands in the address; a week where nothing does. */
export const figurePeriods = {
  '24h': '24 horas',
  '7d': '7 dias',
  '30d': '30 dias',
  '90d': '90 dias',
} as const;
export type FigurePeriod = keyof typeof figurePeriods;

export const usualPeriod: FigurePeriod = '7d';

export const isFigurePeriod = (value: unknown): value is FigurePeriod =>
  typeof value === 'string' && Object.hasOwn(figurePeriods, value);
