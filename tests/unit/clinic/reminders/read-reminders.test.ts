import { describe, expect, test } from 'vitest';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../../src/domain/clinic/document/contextualization.ts';

const clinic = { id: clinicId('c'), name: 'Aurora', timeZone: 'America/Sao_Paulo' };
const read = (document: object) => {
  const { context, findings } = readClinicContext(clinic, {
    clinica: { informacoes_basicas: { nome: 'Aurora' } },
    ...document,
  });
  return {
    ...context.reminders,
    services: context.services,
    findings: findings.filter(({ path }) => path.includes('lembrete')).map(({ message }) => message),
  };
};
const times = (written: unknown) => read({ lembretes: written }).times;

describe('when a clinic reminds', () => {
  test('one that does not speak of it reminds nobody', () => {
    expect(read({})).toMatchObject({ times: [], quiet: { from: 1_200, to: 480 }, findings: [] });
  });

  test.each([
    [true, [{ daysBefore: 1, at: 600 }]],
    ['sim', [{ daysBefore: 1, at: 600 }]],
    [{ ativo: true }, [{ daysBefore: 1, at: 600 }]],
    [false, []],
    ['não', []],
    [{ ativo: false, quando: ['2 horas antes'] }, []],
    ['1 dia antes às 10:00', [{ daysBefore: 1, at: 600 }]],
    ['na véspera às 18h', [{ daysBefore: 1, at: 1_080 }]],
    ['2 dias antes, às 9h30', [{ daysBefore: 2, at: 570 }]],
    ['no mesmo dia às 07:00', [{ daysBefore: 0, at: 420 }]],
    ['2 horas antes', [{ minutesBefore: 120 }]],
    ['24 horas', [{ minutesBefore: 1_440 }]],
    ['90 minutos antes da consulta', [{ minutesBefore: 90 }]],
    [
      ['1 dia antes às 10:00', '2 horas antes'],
      [{ daysBefore: 1, at: 600 }, { minutesBefore: 120 }],
    ],
    [
      { quando: [{ dias: 1, hora: '10:00' }, { horas: 2 }] },
      [{ daysBefore: 1, at: 600 }, { minutesBefore: 120 }],
    ],
  ] as [unknown, unknown][])('%j', (written, expected) => {
    expect(times(written)).toEqual(expected);
  });

  test.each(['quando der', '40 dias antes', '5 minutos antes', 'toda semana', '1 dia antes às 25:00'])(
    'what is not understood is no reminder, and is said: %s',
    (written) => {
      const { times: understood, findings } = read({ lembretes: [written] });
      expect(understood).toEqual([]);
      expect(findings).toEqual([expect.stringContaining('Não entendi este lembrete')]);
    },
  );

  test('two for the same day are one', () => {
    const { times: understood, findings } = read({
      lembretes: ['1 dia antes às 10:00', '1 dia antes às 18:00'],
    });
    expect(understood).toEqual([{ daysBefore: 1, at: 1_080 }]);
    expect(findings).toEqual([expect.stringContaining('dois lembretes')]);
  });

  test.each([
    ['21:00 às 07:00', { from: 1_260, to: 420 }],
    [
      { de: '22:00', ate: '09:00' },
      { from: 1_320, to: 540 },
    ],
    [false, { from: 0, to: 0 }],
  ])('quiet hours: %j', (silencio, quiet) => {
    expect(read({ lembretes: { silencio } })).toMatchObject({ quiet, findings: [] });
  });

  test('quiet hours that are not understood are the usual ones, and that is said', () => {
    const { quiet, findings } = read({ lembretes: { silencio: 'de noite' } });
    expect(quiet).toEqual({ from: 1_200, to: 480 });
    expect(findings).toEqual([expect.stringContaining('silêncio')]);
  });

  test('a service says its own, or none at all', () => {
    const { services } = read({
      lembretes: true,
      servicos: {
        exames: [
          { nome: 'Raio X', lembretes: '3 horas antes' },
          { nome: 'Vacina', lembretes: false },
          { nome: 'Ecografia' },
        ],
      },
    });
    expect(services.map(({ reminders }) => reminders)).toEqual([[{ minutesBefore: 180 }], [], undefined]);
  });
});
