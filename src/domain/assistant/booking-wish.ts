import { localDate, type LocalDate } from '../clinic/local-time.ts';

export type Period = 'morning' | 'afternoon' | 'evening' | 'any';

/** When a patient would like to come; a clock time only as said ("15h"). */
export type WantedTime = {
  readonly day?: LocalDate;
  readonly period?: Period;
  readonly minutes?: number;
  /** That day or later. */ readonly orLater?: boolean;
};

/** What a patient wants to book, as far as it is known. */
export type BookingWish = {
  readonly serviceId?: string;
  readonly practitionerId?: string;
  readonly when?: WantedTime;
  /** What we are waiting to hear. */
  readonly asked: 'service' | 'when';
};

const periods: readonly unknown[] = ['morning', 'afternoon', 'evening', 'any'] satisfies readonly Period[];

export function readWish(stored: unknown): BookingWish | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(stored));
  const asked = fields.get('asked');
  if (asked !== 'service' && asked !== 'when') return undefined;
  const [serviceId, practitionerId] = [idText(fields.get('serviceId')), idText(fields.get('practitionerId'))];
  const when = readWantedTime(fields.get('when'));
  return {
    asked,
    ...(serviceId !== undefined && { serviceId }),
    ...(practitionerId !== undefined && { practitionerId }),
    ...(when !== undefined && { when }),
  };
}

const idText = (value: unknown) => (typeof value === 'string' && value.length <= 200 ? value : undefined);

function readWantedTime(stored: unknown): WantedTime | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(stored));
  const [year, month, dayOfMonth] = String(fields.get('day')).split('-').map(Number);
  const day = localDate(year ?? 0, month ?? 0, dayOfMonth ?? 0);
  const period = fields.get('period');
  const minutes = fields.get('minutes');
  return {
    ...(day !== undefined && { day }),
    ...(periods.includes(period) && { period: period as Period }),
    ...(fields.get('orLater') === true && { orLater: true }),
    ...(typeof minutes === 'number' && minutes >= 0 && minutes < 1_440 && { minutes }),
  };
}
