import { localTime } from '../../../domain/clinic/local-time.ts';
import type { Choice } from '../../../domain/messaging/message.ts';
import { appointmentChoice, slotChoice, wantedChoice } from '../../../domain/patient-messages/choice-ids.ts';
import { slotPhrase } from '../../../domain/patient-messages/slot-phrases.ts';
import { isOpenTo } from '../../../domain/scheduling/visits/patient-visits.ts';
import type { AssistantTurn } from '../../ports/assistant/assistant.ts';
import type { ModelCall } from '../../ports/assistant/language-model.ts';
import type { TurnCodes } from './codes.ts';
import { readArguments, type Arguments } from './tool-spec.ts';
import { toolSpecs, type ToolName } from './tools.ts';
import { requestIn } from './wanted.ts';

/** What comes of a call. */
export type CallResult =
  /** Data for the model. */
  | { readonly outcome: 'read'; readonly result: unknown }
  /** As if the patient had tapped these; the guided dialogue does the rest. */
  | { readonly outcome: 'chosen'; readonly taps: readonly Choice[] }
  /** Not allowed, and why, in words for the model. */
  | { readonly outcome: 'refused'; readonly result: { readonly erro: string } };

const mostTimes = 24;

/** Runs one call of a model: at most a look at the agenda. Nothing is planned, changed or sent by it. */
export async function runCall(call: ModelCall, codes: TurnCodes, turn: AssistantTurn): Promise<CallResult> {
  const spec = toolSpecs.find(({ name }) => name === call.name);
  if (spec === undefined) return refused('esta ferramenta não existe');
  const args = readArguments(spec, call.arguments);
  return typeof args === 'string' ? refused(args) : act(spec.name, args, codes, turn);
}

const refused = (erro: string): CallResult => ({ outcome: 'refused', result: { erro } });
const tapped = (...taps: readonly Choice[]): CallResult => ({ outcome: 'chosen', taps });
/** Its title is a question to answer, as if it had been written. */
export const askedChoice = 'asked-by-model';
const tap = (id: string, title = ''): Choice => ({ id, title });

async function act(
  name: ToolName,
  args: Arguments,
  codes: TurnCodes,
  turn: AssistantTurn,
): Promise<CallResult> {
  switch (name) {
    case 'offer_times': {
      const request = requestIn(args, codes);
      if (typeof request === 'string') return refused(request);
      return tapped(tap(wantedChoice(request.subject, request.when), request.subject.service.name));
    }
    case 'look_for_times':
      return lookForTimes(args, codes, turn);
    case 'reserve_time': {
      const seen = codes.times.get(args.get('time') ?? '');
      if (seen === undefined) return refused('este código de horário não existe; use look_for_times antes');
      const { subject, time } = seen;
      return tapped(tap(slotChoice(subject, time.professionalId, time.slot.start), subject.service.name));
    }
    case 'choose_option': {
      const option = codes.options.get(args.get('option') ?? '');
      return option === undefined ? refused('este código de opção não existe') : tapped(option);
    }
    case 'show_appointments':
      return tapped(tap('mine'));
    case 'start_moving':
    case 'ask_to_cancel': {
      const own = codes.appointments.get(args.get('appointment') ?? '');
      if (own === undefined) return refused('este código de horário não existe');
      return tapped(tap(appointmentChoice(name === 'start_moving' ? 'move' : 'cancel', own.id)));
    }
    case 'tell':
      return tell(args, codes);
    case 'answer_question':
      return answerQuestion(args.get('question') ?? '', codes);
    case 'describe_service': {
      const service = codes.services.get(args.get('service') ?? '');
      return service === undefined
        ? refused('este código de serviço não existe')
        : tapped(tap(`service:${service.id}`, service.name));
    }
    case 'call_people':
      return tapped(tap(args.get('reason') === 'complaint' ? 'topic:complaint' : 'human'));
  }
}

function tell(args: Arguments, codes: TurnCodes): CallResult {
  const [serviceCode, professionalCode] = [args.get('service'), args.get('professional')];
  const service = serviceCode === undefined ? undefined : codes.services.get(serviceCode);
  if (serviceCode !== undefined && service === undefined) return refused('este código de serviço não existe');
  const professional = professionalCode === undefined ? undefined : codes.professionals.get(professionalCode);
  if (professionalCode !== undefined && professional === undefined)
    return refused('este código de profissional não existe');
  return tapped(
    ...(service ? [tap(`service:${service.id}`, service.name)] : []),
    ...(professional ? [tap(`about:${professional.id}`, professional.name)] : []),
    tap(`topic:${args.get('topic') ?? 'menu'}`),
  );
}

/** It is answered by the guided dialogue, as if the patient had written it; nothing of it is said to anybody. */
function answerQuestion(question: string, { isClinicQuestion }: TurnCodes): CallResult {
  // nothing is put into a patient's mouth but a question: no numbers, links, masked values
  if (/\d{4}|[@[\]{}\n]|https?:|www\./i.test(question))
    return refused('escreva só a pergunta, sem números nem links');
  if (!isClinicQuestion(question))
    return refused('isto não é só uma pergunta sobre a clínica; use a ferramenta do que o paciente quer');
  return tapped(tap(askedChoice, question));
}

async function lookForTimes(args: Arguments, codes: TurnCodes, turn: AssistantTurn): Promise<CallResult> {
  const request = requestIn(args, codes);
  if (typeof request === 'string') return refused(request);
  const { agenda } = turn.tools;
  if (agenda === undefined) return refused('a agenda não pode ser consultada agora; use offer_times');
  const { subject, when } = request;
  const found = await agenda.findTimes(subject, when.day);
  if ('failure' in found) return refused('a agenda não pode ser consultada agora; use offer_times');
  const { context } = turn;
  const who = (id: string | undefined) => context.professionals.find((known) => known.id === id);
  const suitable = found.slots
    .filter(
      ({ professionalId }) =>
        subject.professional === undefined || professionalId === subject.professional.id,
    )
    .filter(({ professionalId }) => isOpenTo(who(professionalId), undefined))
    .filter(({ slot }) => when.day === undefined || localTime(context.timeZone, slot.start).date >= when.day)
    .slice(0, mostTimes);
  const shown = suitable.map((time) => {
    const code = `h${codes.times.size + 1}`;
    codes.times.set(code, { subject, time });
    const { date } = localTime(context.timeZone, time.slot.start);
    return {
      codigo: code,
      dia: date,
      quando: slotPhrase(time.slot.start, context.timeZone),
      com: who(time.professionalId)?.name ?? null,
    };
  });
  return { outcome: 'read', result: { horarios: shown } };
}
