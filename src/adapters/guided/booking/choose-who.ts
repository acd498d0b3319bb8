import type { Professional } from '../../../domain/clinic/professional.ts';
import { isPartlyUnknown } from '../../../domain/scheduling/offered-slots.ts';
import { isOpenTo } from '../../../domain/scheduling/visits/patient-visits.ts';
import type { Subject } from '../../../domain/scheduling/visits/subject.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { VisitRequest } from '../visit-request.ts';
import { askIfPatient, askProfessional, askWhichDay, onlyForPatients } from '../replies/times.ts';
import type { AgendaTalk } from '../understanding/agenda-talk.ts';
import type { AgendaAnswer, AgendaSituation } from './agenda-answer.ts';
import { askForDay, remembered } from './listed-times.ts';
import { offerTimes } from './offer-times.ts';
import { professionalNamed, whoHasTimes } from './usable-times.ts';
import { given } from '../../../domain/given.ts';

type Said = {
  readonly professional: Professional | undefined;
  readonly when: WantedTime | undefined;
  /** Away from the times that were shown. */
  readonly step: AgendaTalk['step'];
  /** Says to be no patient yet of the professional that was asked about. */
  readonly isNew: boolean;
};

/** Who does it, as far as that must be asked; then when. */
export async function chooseWho(
  base: Subject,
  request: Partial<VisitRequest>,
  { professional, when, step, isNew }: Said,
  situation: AgendaSituation,
): Promise<AgendaAnswer> {
  const { agenda, context } = situation;
  const found = await agenda.findTimes(base, when?.day);
  if ('failure' in found) return found;
  const { patientOf, isFurther } = request;
  const choosable = whoHasTimes(found.slots, context);
  const hasOpen = choosable.some((one) => isOpenTo(one.professional, patientOf));
  const wanted = professional ?? professionalNamed(request.professionalId, context);
  const isAnyone = request.isAnyone === true && professional === undefined && hasOpen;
  const [only] = choosable;
  const chosen = isAnyone ? undefined : (wanted ?? (choosable.length === 1 ? only?.professional : undefined));

  if (chosen === undefined && !isAnyone && choosable.length > 1) {
    const kept = remembered(base, { ...(patientOf && { patientOf }), ...(isFurther && { isFurther }) }, when);
    return {
      reply: askProfessional(base.service, choosable, situation),
      request: { ...kept, asked: 'professional' },
    };
  }
  const subject: Subject = { ...base, ...given({ professional: chosen }) };
  if (chosen && !isOpenTo(chosen, patientOf)) {
    if (isNew && hasOpen) {
      const intro = `No momento, ${chosen.name} não recebe novos pacientes; estes são horários de outros profissionais.`;
      return offerTimes(base, { when, intro }, { isAnyone: true }, situation);
    }
    if (isNew) return { reply: onlyForPatients(chosen) };
    const kept = remembered(subject, { ...(isFurther && { isFurther }) }, when);
    return { reply: askIfPatient(chosen), request: { ...kept, asked: 'known-patient' } };
  }
  const said = { ...request, ...(isAnyone ? { isAnyone } : {}) };
  const hasNone = chosen && hasOpen && !choosable.some((one) => one.professional.id === chosen.id);
  if (hasNone && !isPartlyUnknown(found, subject)) {
    const intro = `Não encontrei horário livre com ${chosen.name} para esse atendimento.`;
    return offerTimes(base, { when, intro }, { ...said, isAnyone: true }, situation);
  }
  return chooseWhen(subject, { when, step }, said, situation);
}

async function chooseWhen(
  subject: Subject,
  { when, step }: Pick<Said, 'when' | 'step'>,
  request: Partial<VisitRequest>,
  situation: AgendaSituation,
): Promise<AgendaAnswer> {
  const [first, last] = request.shown ?? [];
  if (step === 'other-day')
    return askForDay(subject, request, 'Claro! Qual dia e período você prefere?', situation);
  if (step === 'earlier' && first !== undefined)
    return offerTimes(subject, { when, before: new Date(first) }, request, situation);
  if (step === 'later' && last !== undefined)
    return offerTimes(subject, { when, after: new Date(last) }, request, situation);
  if (when === undefined) return askForDay(subject, request, askWhichDay(subject), situation);
  return offerTimes(subject, { when }, request, situation);
}
