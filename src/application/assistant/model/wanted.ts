import { localDate, type LocalDate } from '../../../domain/clinic/local-time.ts';
import type { Subject } from '../../../domain/scheduling/visits/subject.ts';
import type { Period, WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import { given } from '../../../domain/given.ts';
import type { TurnCodes } from './codes.ts';
import type { Arguments } from './tool-spec.ts';

/** What a call asks for, in words of ours. */
export type Request = { readonly subject: Subject; readonly when: WantedTime };

const periods: ReadonlyMap<string, Period> = new Map([
  ['manha', 'morning'],
  ['tarde', 'afternoon'],
  ['noite', 'evening'],
]);

/** Otherwise what is wrong, in words for the model. */
export function requestIn(args: Arguments, codes: TurnCodes): Request | string {
  const service = codes.services.get(args.get('service') ?? '');
  if (service === undefined) return 'este código de serviço não existe';
  const [professionalCode, movingCode] = [args.get('professional'), args.get('moving')];
  const professional = professionalCode === undefined ? undefined : codes.professionals.get(professionalCode);
  if (professionalCode !== undefined && professional === undefined)
    return 'este código de profissional não existe';
  const moving = movingCode === undefined ? undefined : codes.appointments.get(movingCode);
  if (movingCode !== undefined && moving === undefined) return 'este código de horário não existe';
  const day = args.get('day');
  const readDay = day === undefined ? undefined : dayIn(day);
  if (day !== undefined && readDay === undefined) return 'este dia não existe; escreva AAAA-MM-DD';
  const time = args.get('time');
  const readTime = time === undefined ? {} : timeIn(time);
  if (readTime === undefined) return 'não entendi a hora; escreva manha, tarde, noite, 14:30 ou "apos 14:30"';
  const when = { ...given({ day: readDay }), ...readTime };
  return {
    subject: { service, ...given({ professional, moving: moving?.id }) },
    when: Object.keys(when).length === 0 ? { period: 'any' } : when,
  };
}

function dayIn(text: string): LocalDate | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return found === null ? undefined : localDate(Number(found[1]), Number(found[2]), Number(found[3]));
}

function timeIn(text: string): Pick<WantedTime, 'period' | 'minutes' | 'clock'> | undefined {
  const period = periods.get(text);
  if (period !== undefined) return { period };
  const found = /^(apos |antes )?([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (found === null) return undefined;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === undefined ? { minutes } : { minutes, clock: found[1] === 'apos ' ? 'after' : 'before' };
}
