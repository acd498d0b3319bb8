import { withoutAbsent } from '../agent-voice.ts';
import { at, isRecord, report, understood, type Place } from '../document/tolerant-json.ts';
import { minutesOf } from '../document/written-time.ts';
import { folded } from '../../language/folded-text.ts';
import type { LateChanges, SaidRules } from './booking-rules.ts';

type Changes = Pick<SaidRules, 'cancelNoticeMinutes' | 'moveNoticeMinutes' | 'lateChanges'>;

const hour = 60;
const day = 1_440;

/** Until when patients may cancel and move by themselves, and what happens after it. */
export function readChanges(place: Place): Changes {
  const cancel = at(place, 'prazo_cancelamento', 'cancelamento', 'politica_cancelamento', 'cancelamentos');
  const move = at(place, 'prazo_reagendamento', 'prazo_remarcacao', 'reagendamento', 'remarcacao');
  const late = [cancel, move].filter(({ value }) => isRecord(value)).map((part) => at(part, ...lateKeys));
  return withoutAbsent({
    cancelNoticeMinutes: deadlineAt(cancel) ?? unitDeadline(place, 'cancelamento'),
    moveNoticeMinutes:
      deadlineAt(move) ?? unitDeadline(place, 'reagendamento') ?? unitDeadline(place, 'remarcacao'),
    lateChanges: [at(place, ...lateKeys, ...lateCancelKeys), ...late].map(lateAt).find(Boolean),
  });
}

const lateKeys = ['apos_prazo', 'apos_o_prazo', 'depois_do_prazo', 'fora_do_prazo', 'apos', 'depois'];
const lateCancelKeys = ['cancelamento_apos_prazo', 'cancelamento_fora_do_prazo', 'cancelamento_tardio'];

function unitDeadline(place: Place, what: string): number | undefined {
  const units = [
    ['horas', hour],
    ['dias', day],
    ['minutos', 1],
  ] as const;
  for (const [unit, factor] of units) {
    const field = at(place, `prazo_${what}_${unit}`, `${what}_${unit}`, `${what}_antecedencia_${unit}`);
    if (field.value !== undefined) return deadlineOf(field, factor);
  }
  return undefined;
}

function deadlineAt(field: Place): number | undefined {
  if (!isRecord(field.value)) return deadlineOf(field, hour);
  const own = at(field, 'prazo', 'prazo_horas', 'antecedencia', 'antecedencia_minima', 'ate', 'horas');
  return deadlineOf(own, hour) ?? deadlineOf(at(field, 'dias', 'prazo_dias'), day);
}

/** A number, a duration, or a plain sentence around one. Other sentences stay words, and that is said. */
function deadlineOf(field: Place, bareUnit: number): number | undefined {
  const { value } = field;
  if (value === undefined) return undefined;
  if (value === 0) return understood(field, 0);
  const text = typeof value === 'string' ? value : '';
  const minutes =
    minutesOf(value, bareUnit) ?? minutesOf(bare(text), bareUnit) ?? minutesOf(named(text), hour);
  if (/[uú]teis/i.test(text)) report(field, 'Contei dias corridos; não sei contar dias úteis em prazos.');
  if (minutes !== undefined) return understood(field, minutes);
  if (typeof value === 'string' && isFree.test(folded(value))) return understood(field, 0);
  report(
    field,
    typeof value === 'string'
      ? 'Guardei este prazo só como texto: os pacientes o leem, mas podem cancelar e remarcar sozinhos até o horário. Para valer, escreva por exemplo "24 horas".'
      : 'Não entendi este prazo; ele não vale. Escreva, por exemplo, "24 horas".',
    typeof value === 'string' ? 'warning' : 'error',
  );
  return undefined;
}

const isFree = /^(livre|sem prazo|a qualquer momento|ate a hora( marcada)?|nao ha( prazo)?)$/;
const filling =
  /^(com|no|pelo|pela|ao|a|as|o|os|de|do|da|dos|das|e|em|ate|antes|antecedencia|minimo|minima|menos|prazo|aviso|avise|avisar|avisando|favor|por|cancele|cancelar|cancelamento|cancelamentos|remarcar|remarcacao|remarcacoes|reagendar|reagendamento|reagendamentos|ou|e|gratuito|gratuitos|gratis|sem|custo|permitido|permitidos|pode|podem|ser|feito|feitos|horario|consulta|consultas|agendada|agendado|marcado|marcada)$/;
const bare = (text: string): string =>
  folded(text.slice(0, 200))
    .split(' ')
    .filter((word) => !filling.test(word))
    .join(' ');

/** The one duration in a sentence that asks for so much notice: "avisando com 24 horas de antecedência". */
function named(text: string): string | undefined {
  const found = [...folded(text.slice(0, 500)).matchAll(asksFor)];
  return found.length === 1 && found[0]?.[1] === undefined ? found[0]?.[2] : undefined;
}
const asksFor =
  /\b(menos de |menos que |inferior a )?(\d{1,3} ?(?:horas?|hs?|dias?|minutos?))(?: uteis)? (?:de antecedencia|antes)\b/g;

function lateAt(field: Place): LateChanges | undefined {
  if (typeof field.value !== 'string') return undefined;
  const words = folded(field.value);
  const found = /\b(recus|nao (e )?permit|nao pode|nao aceit|bloque|negar|nao)/.test(words)
    ? 'refuse'
    : /\b(equipe|atendente|humano|pergunt|consult|falar|ligar|recepcao|secretari|analis|caso a caso)/.test(
          words,
        )
      ? 'ask-team'
      : undefined;
  if (found === undefined)
    report(
      field,
      'Não entendi o que vale depois do prazo; a equipe decide. Escreva "equipe" ou "recusar".',
      'error',
    );
  understood(field, true);
  return found;
}
