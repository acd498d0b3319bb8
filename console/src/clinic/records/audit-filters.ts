import { addDays, instantAt, isDay } from '../../words/times.ts';

/** What the record is looked through for, as it stands in the address. */
export type AuditFilter = {
  readonly quem?: string | undefined;
  readonly ato?: string | undefined;
  /** Days of the clinic, both included. */
  readonly de?: string | undefined;
  readonly ate?: string | undefined;
};

const isShort = (most: number, value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most;

/** What an address says; whatever else stands there is left out. */
export const auditFilterOf = ({ quem, ato, de, ate }: Readonly<Record<string, unknown>>): AuditFilter => ({
  ...(isShort(300, quem) && { quem }),
  ...(isShort(80, ato) && { ato }),
  ...(isDay(de) && { de }),
  ...(isDay(ate) && { ate }),
});

export const isFiltered = (filter: AuditFilter): boolean =>
  Object.values(filter).some((value) => value !== undefined);

/** As the server is asked: days are those of the clinic. */
export const auditQuery = ({ quem, ato, de, ate }: AuditFilter, zone: string) => ({
  ...(quem !== undefined && { actor: quem }),
  ...(ato !== undefined && { action: ato }),
  ...(de !== undefined && { from: instantAt(de, 0, zone).toISOString() }),
  ...(ate !== undefined && { to: instantAt(addDays(ate, 1), 0, zone).toISOString() }),
});
