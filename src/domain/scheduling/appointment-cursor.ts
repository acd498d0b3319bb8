import { DomainError, errorEntry } from '../error.ts';
import type { Appointment } from './appointment.ts';

/** The last appointment of a page, by start and id. */
type Place = { readonly start: Date; readonly id: string };

export class InvalidCursor extends DomainError {
  static readonly entry = errorEntry('scheduling.invalid-cursor', 'invalid', {
    message: { en: 'The cursor was not given out by this API', pt: 'Este cursor não foi dado por esta API' },
    hint: { en: 'Begin again without a cursor.', pt: 'Comece de novo sem cursor.' },
  });
  constructor() {
    super(InvalidCursor.entry);
  }
}

export const writeCursor = ({ slot, id }: Pick<Appointment, 'slot' | 'id'>): string =>
  `${slot.start.getTime()}_${id}`;

export function readCursor(cursor: string): Place | undefined {
  const match = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  const [, start, id] = match ?? [];
  return start === undefined || id === undefined ? undefined : { start: new Date(Number(start)), id };
}
