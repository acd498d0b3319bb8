import type { ClosedRange } from '../../../src/domain/clinic/hours/closed-range.ts';
import type { OpenInterval } from '../../../src/domain/clinic/hours/open-interval.ts';
import type { AnyClinic, OwnRules, Week } from './a-clinic.ts';

const clock = (minute: number) =>
  `${Math.floor(minute / 60)
    .toString()
    .padStart(2, '0')}:${(minute % 60).toString().padStart(2, '0')}`;
const span = ({ opens, closes }: OpenInterval) => ({
  inicio: clock(opens),
  fim: clock(closes > 1_440 ? closes - 1_440 : closes),
});
const names = ['domingo', 'segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado'];
const days = (written: Week) => Object.fromEntries(names.map((name, n) => [name, written[n]!.map(span)]));

const dayFirst = (date: string) => date.split('-').reverse().join('/');
const rangeWords = ({ first, last, from, until }: ClosedRange) =>
  from === undefined || until === undefined
    ? `${dayFirst(first)} a ${dayFirst(last)}`
    : `${dayFirst(first)} das ${clock(from)} às ${clock(until)}`;

const written = ({ step, before, after, notice, horizon, day, week: perWeek }: OwnRules) => ({
  ...(step !== undefined && { grade: `${step} minutos` }),
  buffer: { ...(before !== undefined && { antes: before }), ...(after !== undefined && { depois: after }) },
  ...(notice !== undefined && { antecedencia_minima: notice === 0 ? 0 : `${notice} minutos` }),
  ...(horizon !== undefined && { antecedencia_maxima: `${horizon} dias` }),
  ...(day !== undefined && { limite_diario: day }),
  ...(perWeek !== undefined && { limite_semanal: perWeek }),
});

/** As the clinic would have saved it. */
export const documentOf = ({
  rooms,
  limits,
  week,
  holidays,
  closures,
  publicHolidays,
  professionals,
  service,
  buffers,
  ...clinic
}: AnyClinic) => ({
  clinica: {
    horario_funcionamento: {
      ...(week && days(week)),
      feriados: {
        ...(publicHolidays && {
          ...{ nacionais: true, pontos_facultativos: publicHolidays.optional },
          ...(publicHolidays.state !== undefined && { estaduais: publicHolidays.state }),
        }),
        datas: holidays.map(({ date, intervals }) => ({
          data: date.length > 5 ? date : dayFirst(date),
          ...(intervals[0] && span(intervals[0])),
        })),
      },
      recesso: closures.map(rangeWords),
    },
  },
  profissionais: professionals.map(({ id, isOff, minutes, rules, absences, ...professional }) => ({
    id,
    nome_exibicao: id,
    ativo: !isOff,
    ...(minutes !== undefined && { tempo_consulta_padrao: minutes }),
    regras: written(rules),
    ausencias: absences.map(rangeWords),
    ...(professional.week && { horarios_disponibilidade: days(professional.week) }),
  })),
  salas: ['r1', 'r2'].map((id) => ({ id, nome: `Sala ${id}` })),
  servicos: {
    consultas: [
      {
        id: 'visit',
        nome: 'Consulta',
        profissionais_ids: service.names,
        ...(rooms.length > 0 && { salas: rooms, exige_profissional: true }),
        ...(service.minutes !== undefined && { duracao_minutos: service.minutes }),
        regras: {
          ...written(service.rules),
          ...(service.each.day !== undefined && { limite_diario_por_profissional: service.each.day }),
          ...(service.each.week !== undefined && { limite_semanal_por_profissional: service.each.week }),
        },
      },
    ],
  },
  politicas: {
    agendamento: {
      ...(clinic.stepMinutes !== undefined && { grade: `${clinic.stepMinutes} minutos` }),
      antecedencia_minima: clinic.noticeMinutes === 0 ? 0 : `${clinic.noticeMinutes} minutos`,
      antecedencia_maxima: `${clinic.horizonDays} dias`,
      ...(limits.day !== undefined && { limite_diario: limits.day }),
      ...(limits.week !== undefined && { limite_semanal: limits.week }),
      ...(limits.each.day !== undefined && { limite_diario_por_profissional: limits.each.day }),
      ...(limits.each.week !== undefined && { limite_semanal_por_profissional: limits.each.week }),
      buffer: { antes: buffers.before, depois: buffers.after },
    },
  },
});
