import { localDate, type LocalDate } from '../../domain/clinic/local-time.ts';
import type { Period, WantedTime } from '../../domain/scheduling/wanted-time.ts';
import { appointmentId, type AppointmentId } from '../../domain/scheduling/appointment.ts';
import { given } from '../../domain/given.ts';

/** What we are waiting to hear. From `professional` on only where the agenda can be asked. */
type Asked =
  'service' | 'when' | 'professional' | 'known-patient' | 'slot' | 'confirmation' | 'cancellation' | 'which';

/** What a patient wants to book, as far as it is known. */
export type VisitRequest = {
  readonly serviceId?: string;
  readonly professionalId?: string;
  readonly when?: WantedTime;
  readonly asked: Asked;
  /** Whoever is free; said, not assumed. */
  readonly isAnyone?: true;
  /** Beside another one, that may still be on its way into the calendar; said, not assumed. */
  readonly isFurther?: true;
  /** The professional who treats the patient already, as the patient says. */
  readonly patientOf?: string;
  /** The appointment that is to be moved. */
  readonly moving?: AppointmentId;
  /** Held until it is confirmed, or about to be cancelled. */
  readonly appointmentId?: AppointmentId;
  /** What is to be done with the appointment that was asked about. */
  readonly act?: 'show' | 'move' | 'cancel';
  /** The first and the last time that were shown, ISO 8601 UTC. */
  readonly shown?: readonly [first: string, last: string];
};

const periods: readonly unknown[] = ['morning', 'afternoon', 'evening', 'any'] satisfies readonly Period[];
const clocks: readonly unknown[] = ['about', 'after', 'before'];
const acts: readonly unknown[] = ['show', 'move', 'cancel'];
const questions: readonly unknown[] = [
  'service',
  'when',
  'professional',
  'known-patient',
  'slot',
  'confirmation',
  'cancellation',
  'which',
] satisfies readonly Asked[];

export function readRequest(stored: unknown): VisitRequest | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(stored));
  // dialogues that a former version stored say `practitioner`
  const asked = fields.get('asked') === 'practitioner' ? 'professional' : fields.get('asked');
  if (!questions.includes(asked)) return undefined;
  const text = (key: string) => idText(fields.get(key));
  const [serviceId, professionalId, patientOf] = [
    text('serviceId'),
    text('professionalId') ?? text('practitionerId'),
    text('patientOf'),
  ];
  const [moving, appointment] = [text('moving'), text('appointmentId')];
  const when = readWantedTime(fields.get('when'));
  const shown = readShown(fields.get('shown'));
  return {
    asked: asked as Asked,
    ...given({ serviceId, professionalId, when }),
    ...(fields.get('isAnyone') === true && { isAnyone: true }),
    ...(fields.get('isFurther') === true && { isFurther: true }),
    ...given({ patientOf }),
    ...(moving !== undefined && { moving: appointmentId(moving) }),
    ...(appointment !== undefined && { appointmentId: appointmentId(appointment) }),
    ...(acts.includes(fields.get('act')) && { act: fields.get('act') as 'show' }),
    ...given({ shown }),
  };
}

const idText = (value: unknown) => (typeof value === 'string' && value.length <= 200 ? value : undefined);

function readWantedTime(stored: unknown): WantedTime | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(stored));
  const day = readDay(fields.get('day'));
  const [period, minutes, clock] = [fields.get('period'), fields.get('minutes'), fields.get('clock')];
  const except = readExcept(fields.get('except'));
  return {
    ...given({ day }),
    ...(periods.includes(period) && { period: period as Period }),
    ...(fields.get('orLater') === true && { orLater: true }),
    ...(typeof minutes === 'number' && minutes >= 0 && minutes < 1_440 && { minutes }),
    ...(clocks.includes(clock) && { clock: clock as 'about' }),
    ...given({ except }),
  };
}

function readExcept(stored: unknown): WantedTime['except'] {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(stored));
  const [day, period] = [readDay(fields.get('day')), fields.get('period')];
  return {
    ...given({ day }),
    ...(period !== 'any' && periods.includes(period) && { period: period as Exclude<Period, 'any'> }),
  };
}

function readDay(stored: unknown): LocalDate | undefined {
  const [year, month, dayOfMonth] = String(stored).split('-').map(Number);
  return localDate(year ?? 0, month ?? 0, dayOfMonth ?? 0);
}

function readShown(stored: unknown): VisitRequest['shown'] {
  if (!Array.isArray(stored)) return undefined;
  const [first, last] = (stored as unknown[]).map(instantText);
  return first === undefined || last === undefined ? undefined : [first, last];
}

export const instantText = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
