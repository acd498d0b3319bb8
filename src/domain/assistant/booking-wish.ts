import { localDate, type LocalDate } from '../clinic/local-time.ts';
import { appointmentId, type AppointmentId } from '../scheduling/appointment.ts';

export type Period = 'morning' | 'afternoon' | 'evening' | 'any';

/** When a patient would like to come; a clock time only as said ("15h"). */
export type WantedTime = {
  readonly day?: LocalDate;
  readonly period?: Period;
  readonly minutes?: number;
  /** How the clock time was meant, where not exactly. */
  readonly clock?: 'about' | 'after' | 'before';
  /** That day or later. */ readonly orLater?: boolean;
};

/** What we are waiting to hear. From `practitioner` on only where the agenda can be asked. */
type Asked = 'service' | 'when' | 'practitioner' | 'known-patient' | 'slot' | 'confirmation' | 'cancellation';

/** What a patient wants to book, as far as it is known. */
export type BookingWish = {
  readonly serviceId?: string;
  readonly practitionerId?: string;
  readonly when?: WantedTime;
  readonly asked: Asked;
  /** Whoever is free; said, not assumed. */
  readonly isAnyone?: true;
  /** The practitioner who treats the patient already, as the patient says. */
  readonly patientOf?: string;
  /** The appointment that is to be moved. */
  readonly moving?: AppointmentId;
  /** Held until it is confirmed, or about to be cancelled. */
  readonly appointmentId?: AppointmentId;
  /** The first and the last time that were shown, ISO 8601 UTC. */
  readonly shown?: readonly [first: string, last: string];
};

const periods: readonly unknown[] = ['morning', 'afternoon', 'evening', 'any'] satisfies readonly Period[];
const clocks: readonly unknown[] = ['about', 'after', 'before'];
const questions: readonly unknown[] = [
  'service',
  'when',
  'practitioner',
  'known-patient',
  'slot',
  'confirmation',
  'cancellation',
] satisfies readonly Asked[];

export function readWish(stored: unknown): BookingWish | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(stored));
  const asked = fields.get('asked');
  if (!questions.includes(asked)) return undefined;
  const text = (key: string) => idText(fields.get(key));
  const [serviceId, practitionerId, patientOf] = [
    text('serviceId'),
    text('practitionerId'),
    text('patientOf'),
  ];
  const [moving, appointment] = [text('moving'), text('appointmentId')];
  const when = readWantedTime(fields.get('when'));
  const shown = readShown(fields.get('shown'));
  return {
    asked: asked as Asked,
    ...(serviceId !== undefined && { serviceId }),
    ...(practitionerId !== undefined && { practitionerId }),
    ...(when !== undefined && { when }),
    ...(fields.get('isAnyone') === true && { isAnyone: true }),
    ...(patientOf !== undefined && { patientOf }),
    ...(moving !== undefined && { moving: appointmentId(moving) }),
    ...(appointment !== undefined && { appointmentId: appointmentId(appointment) }),
    ...(shown !== undefined && { shown }),
  };
}

const idText = (value: unknown) => (typeof value === 'string' && value.length <= 200 ? value : undefined);

function readWantedTime(stored: unknown): WantedTime | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(stored));
  const [year, month, dayOfMonth] = String(fields.get('day')).split('-').map(Number);
  const day = localDate(year ?? 0, month ?? 0, dayOfMonth ?? 0);
  const [period, minutes, clock] = [fields.get('period'), fields.get('minutes'), fields.get('clock')];
  return {
    ...(day !== undefined && { day }),
    ...(periods.includes(period) && { period: period as Period }),
    ...(fields.get('orLater') === true && { orLater: true }),
    ...(typeof minutes === 'number' && minutes >= 0 && minutes < 1_440 && { minutes }),
    ...(clocks.includes(clock) && { clock: clock as 'about' }),
  };
}

function readShown(stored: unknown): BookingWish['shown'] {
  if (!Array.isArray(stored)) return undefined;
  const [first, last] = (stored as unknown[]).map(instantText);
  return first === undefined || last === undefined ? undefined : [first, last];
}

export const instantText = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
