import { describe, expect, it } from 'vitest';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../src/domain/clinic/document/contextualization.ts';
import { rulesFor } from '../../../src/domain/clinic/rules/booking-rules.ts';

const read = (json: unknown) =>
  readClinicContext({ id: clinicId('c1'), name: 'Clínica', timeZone: 'America/Sao_Paulo' }, json);
const clinicSays = (agendamento: object) => read({ politicas: { agendamento } }).context.booking.rules;
const serviceSays = (service: object) =>
  read({ servicos: { exames: [{ nome: 'Exame', ...service }] } }).context.services[0]?.rules;

describe('the rules of a clinic', () => {
  it.each([
    [{ grade: '15 minutos' }, { stepMinutes: 15 }],
    [{ horarios_a_cada: 20 }, { stepMinutes: 20 }],
    [{ buffer: { antes: 5, depois: '10 min' } }, { bufferBeforeMinutes: 5, bufferAfterMinutes: 10 }],
    [{ antecedencia_minima_dias: 2 }, { minimumNoticeMinutes: 2_880 }],
    [{ antecedencia_maxima: '60 dias' }, { horizonDays: 60 }],
    [{ limite_diario: '8 consultas' }, { perDay: 8 }],
    [
      { max_consultas_por_dia: 8, limite_semanal: 30 },
      { perDay: 8, perWeek: 30 },
    ],
    [{ limites: { dia: 8, semana: '30 por semana' } }, { perDay: 8, perWeek: 30 }],
    [{ limite_diario_por_profissional: 6 }, { perDayEach: 6 }],
    [{ limite_diario: 'sem limite' }, {}],
    [{ cancelamento: 24 }, { cancelNoticeMinutes: 1_440 }],
    [{ cancelamento: '24 horas' }, { cancelNoticeMinutes: 1_440 }],
    [{ cancelamento: 'Com até 2 dias de antecedência.' }, { cancelNoticeMinutes: 2_880 }],
    [{ cancelamento: 'Avise até 12h antes' }, { cancelNoticeMinutes: 720 }],
    [{ prazo_cancelamento_horas: 6 }, { cancelNoticeMinutes: 360 }],
    [{ cancelamento: 'Com menos de 24 horas de antecedência cobramos 50%.' }, {}],
    [
      { cancelamento: { prazo: '24 horas', apos_prazo: 'Não é permitido' }, reagendamento: '4 horas' },
      { cancelNoticeMinutes: 1_440, moveNoticeMinutes: 240, lateChanges: 'refuse' },
    ],
    [
      { cancelamento: 24, apos_prazo: 'falar com a equipe' },
      { cancelNoticeMinutes: 1_440, lateChanges: 'ask-team' },
    ],
  ])('are read from %j', (written, rules) => {
    expect(clinicSays(written)).toEqual(rules);
  });

  it('are said by services and professionals too, beside their other keys or in a part of their own', () => {
    expect(serviceSays({ antecedencia_minima: '2 dias', buffer_depois: 15 })).toEqual({
      minimumNoticeMinutes: 2_880,
      bufferAfterMinutes: 15,
    });
    expect(serviceSays({ regras: { limite_diario: 3, passo: '30 min' } })).toEqual({
      perDay: 3,
      stepMinutes: 30,
    });
    const { context } = read({ profissionais: [{ nome: 'Dra. Lia', limite_semanal: 20 }] });
    expect(context.professionals[0]?.rules).toEqual({ perWeek: 20 });
  });

  it('of a service or professional replace those of the clinic; of two the stricter one holds', () => {
    const clinic = { minimumNoticeMinutes: 1_440, horizonDays: 14, perDayEach: 8, cancelNoticeMinutes: 60 };
    const service = {
      id: 's',
      rules: { minimumNoticeMinutes: 60, horizonDays: 90, perDay: 3, stepMinutes: 15 },
    };
    const professional = { id: 'p', rules: { minimumNoticeMinutes: 120, horizonDays: 30, stepMinutes: 20 } };
    expect(rulesFor(clinic, service, professional)).toMatchObject({
      minimumNoticeMinutes: 120,
      horizonDays: 30,
      stepMinutes: 15,
      cancelNoticeMinutes: 60,
      moveNoticeMinutes: 60,
      lateChanges: 'ask-team',
      limits: [
        { per: 'day', most: 3, serviceId: 's' },
        { per: 'day', most: 8, professionalId: 'p' },
      ],
    });
    expect(rulesFor(clinic, service, undefined)).toMatchObject({ minimumNoticeMinutes: 60, horizonDays: 90 });
  });

  it.each([
    ['politicas.agendamento.antecedencia_minima', { antecedencia_minima: 'depende' }],
    ['politicas.agendamento.limite_diario', { limite_diario: 'poucos' }],
    ['politicas.agendamento.limite_diario', { limite_diario: 0 }],
    ['politicas.agendamento.apos_prazo', { cancelamento: 24, apos_prazo: 'talvez' }],
    ['politicas.agendamento.grade', { grade: 'de vez em quando' }],
    ['politicas.agendamento.limite_mensal', { limite_mensal: 40 }],
    ['politicas.agendamento.limite_por_paciente', { limite_por_paciente: 1 }],
    ['politicas.agendamento.encaixes', { encaixes: 2 }],
    ['politicas.agendamento.regra_da_lua', { regra_da_lua: 'só na cheia' }],
  ])('that are not understood are errors: %s', (path, written) => {
    expect(read({ politicas: { agendamento: written } }).findings).toContainEqual(
      expect.objectContaining({ path, severity: 'error' }),
    );
  });

  it('that are not understood are errors wherever they stand', () => {
    const { findings } = read({
      servicos: { exames: [{ nome: 'Raio X', bloqueio_noturno: true, cor: 'azul' }] },
      profissionais: [{ nome: 'Dra. Lia', plantao_quinzenal: 'sábados pares' }],
      clinica: { horario_funcionamento: { segunda: '8h às 18h', 'terça-fera': '8h às 12h' } },
      feriado_municipal: '08/12',
    });
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ path }) => path);
    expect(errors).toEqual(
      expect.arrayContaining([
        'servicos.exames[0].bloqueio_noturno',
        'profissionais[0].plantao_quinzenal',
        'clinica.horario_funcionamento.terça-fera',
        'feriado_municipal',
      ]),
    );
    expect(findings.map(({ path }) => path)).not.toContain('servicos.exames[0].cor');
  });

  it('that stay words for the patients are said to be only that', () => {
    const { findings } = read({
      politicas: {
        agendamento: { cancelamento: 'Faltas sem aviso são cobradas.', confirmacao: 'Ligamos um dia antes.' },
      },
    });
    expect(findings).toContainEqual(
      expect.objectContaining({ path: 'politicas.agendamento.cancelamento', severity: 'warning' }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({ path: 'politicas.agendamento.confirmacao', severity: 'warning' }),
    );
  });
});
