import { describe, expect, it } from 'vitest';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../src/domain/clinic/document/contextualization.ts';
import { publicHolidayOn } from '../../../src/domain/clinic/hours/public-holidays.ts';
import { plusDays, type LocalDate } from '../../../src/domain/clinic/local-time.ts';
import { holidayOn, intervalsOn, openAt, type Hours } from '../../../src/domain/clinic/opening-hours.ts';

const read = (json: unknown) =>
  readClinicContext({ id: clinicId('c1'), name: 'Clínica', timeZone: 'America/Sao_Paulo' }, json);
const clinicAt = (horario_funcionamento: unknown, more: object = {}) =>
  read({ clinica: { horario_funcionamento, ...more } });
const hoursOf = (horario: object, more: object = {}) => clinicAt(horario, more).context.openingHours;

/** "08:00-12:00 14:00-18:00"; minutes of the next day count on. */
const shown = (intervals: readonly { readonly opens: number; readonly closes: number }[] | undefined) =>
  intervals
    ?.map(({ opens, closes }) =>
      [opens, closes].map((at) => `${Math.trunc(at / 60)}:${String(at % 60).padStart(2, '0')}`).join('-'),
    )
    .join(' ');
const monday = (written: unknown) => shown(hoursOf({ segunda: written }).week?.[1]);
/** `closed`, `usual`, or its hours; usually 8 to 18, every day. */
const on = (hours: Hours, day: string) => {
  const found = shown(intervalsOn(hours, day as LocalDate));
  return found === '' ? 'closed' : found === '8:00-18:00' ? 'usual' : found;
};
const everyDay = { 'todos os dias': '08:00 às 18:00' };
const errors = ({ findings }: ReturnType<typeof read>) =>
  findings.filter(({ severity }) => severity === 'error');

describe('the hours of a day', () => {
  it.each([
    ['08:00 às 12:00 e 14:00 às 18:00', '8:00-12:00 14:00-18:00'],
    ['das 8h às 12h e das 14h às 18h', '8:00-12:00 14:00-18:00'],
    ['08:00-12:00, 13:30-18:00', '8:00-12:00 13:30-18:00'],
    ['8h-12h / 14h-18h30', '8:00-12:00 14:00-18:30'],
    ['8h às 18h (almoço 12h às 13h)', '8:00-12:00 13:00-18:00'],
    ['08:00 às 18:00 com intervalo das 12:00 às 13:00', '8:00-12:00 13:00-18:00'],
    ['7h30 ao meio-dia', '7:30-12:00'],
    ['8h às 18h, às vezes', undefined],
    ['manhã e tarde', undefined],
    [{ abertura: 'cedo', fechamento: '18h' }, undefined],
    [{ abertura: '08:00', fechamento: '18:00', almoco: 'uma hora' }, undefined],
    ['7h30 às 12h', '7:30-12:00'],
    ['22h às 02h', '22:00-26:00'],
    ['22:00 às 02:00 do dia seguinte', '22:00-26:00'],
    ['18:00 - 00:00', '18:00-24:00'],
    ['18h às 24h', '18:00-24:00'],
    ['18h à meia-noite', '18:00-24:00'],
    ['18h até meia-noite', '18:00-24:00'],
    ['00:00 às 23:59', '0:00-24:00'],
    ['24 horas', '0:00-24:00'],
    [{ abertura: '08:00', fechamento: '24:00' }, '8:00-24:00'],
    [{ abertura: '08:00', fechamento: '00:00' }, '8:00-24:00'],
    [
      { abertura: '20:00', fechamento: '04:00', intervalo: { inicio: '00:00', fim: '01:00' } },
      '20:00-24:00 25:00-28:00',
    ],
    [{ manha: '08:00-12:00', tarde: { inicio: '14:00', fim: '18:00' } }, '8:00-12:00 14:00-18:00'],
    [
      { manha_inicio: '8h', manha_fim: '12h', tarde_inicio: '14h', tarde_fim: '18h' },
      '8:00-12:00 14:00-18:00',
    ],
    [{ abertura: '8h', fechamento: '12h', abertura_2: '14h', fechamento_2: '18h' }, '8:00-12:00 14:00-18:00'],
    [{ turnos: ['08:00-12:00', '14:00-18:00'] }, '8:00-12:00 14:00-18:00'],
    [[{ inicio: '08:00', fim: '12:00' }, '14:00-18:00'], '8:00-12:00 14:00-18:00'],
    [{ abertura: '08:00', fechamento: '18:00', intervalo: '12:00 às 13:00' }, '8:00-12:00 13:00-18:00'],
    ['fechado', ''],
    [null, ''],
  ])('%j', (written, expected) => {
    if (expected === undefined) expect(errors(clinicAt({ segunda: written }))).not.toEqual([]);
    else {
      expect(monday(written)).toBe(expected);
      expect(errors(clinicAt({ segunda: written }))).toEqual([]);
    }
  });

  it.each([
    ['segunda a sexta das 8h às 18h; sábado das 8h às 12h'],
    [{ 'seg a sex': '8h às 18h', sab: '8h às 12h' }],
    [{ 'Segunda-feira à Sexta-feira': '8h às 18h', sábados: '8h às 12h' }],
    [
      [
        { dias: ['segunda', 'terça', 'quarta', 'quinta', 'sexta'], inicio: '8h', fim: '18h' },
        { dia: 'sábado', horario: '8h-12h' },
      ],
    ],
    [{ 'dias úteis': '8h às 18h', sábado: '8h às 12h', domingo: 'fechado' }],
    [{ '2ª a 6ª': '8h às 18h', sábado: '8h às 12h' }],
  ])('are read from a week written as %j', (written) => {
    const made = clinicAt(written);
    expect(made.context.openingHours.week?.map(shown)).toEqual([
      '',
      ...Array<string>(5).fill('8:00-18:00'),
      '8:00-12:00',
    ]);
    expect(errors(made)).toEqual([]);
  });
});

describe('closed times', () => {
  it.each([
    ['de 20/12/2026 a 05/01/2027', ['2026-12-20', '2027-01-05'], ['2026-12-19', '2027-01-06', '2027-12-25']],
    ['20/12 a 05/01', ['2026-12-20', '2028-01-01'], ['2026-12-19', '2027-01-06']],
    ['20 de dezembro a 5 de janeiro', ['2026-12-20', '2027-01-05'], ['2026-12-19']],
    ['20 a 27 de dezembro de 2026', ['2026-12-20', '2026-12-27'], ['2026-12-28', '2027-12-25']],
    ['entre 22/12 e 26/12', ['2026-12-22', '2026-12-26'], ['2026-12-27']],
    ['20/12/2026 até 05/01', ['2026-12-20', '2027-01-05'], ['2027-12-20']],
    ['24, 25 e 31/12', ['2026-12-24', '2026-12-25', '2026-12-31'], ['2026-12-26']],
    ['24/12 e 31/12', ['2026-12-24', '2026-12-31'], ['2026-12-25']],
    ['2026-12-24; 2026-12-31', ['2026-12-24', '2026-12-31'], ['2027-12-24']],
    ['Recesso de fim de ano: 21/12 a 04/01', ['2026-12-21', '2027-01-04'], ['2027-01-05']],
    ['25/12/26', ['2026-12-25'], ['2027-12-25']],
    ['Natal, Ano Novo e Carnaval', ['2026-12-25'], ['2026-12-26']],
    [{ inicio: '2026-12-20', fim: '2027-01-05' }, ['2026-12-20', '2027-01-05'], ['2027-01-06']],
    [
      { data_inicio: '20/12/2026', data_fim: '05/01/2027', motivo: 'Férias coletivas' },
      ['2026-12-31'],
      ['2027-12-31'],
    ],
    [[{ de: '20/12', ate: '05/01' }, '2026-11-30'], ['2026-12-31', '2026-11-30'], ['2026-12-01']],
    [{ periodo: '20/12 a 05/01', nome: 'Recesso' }, ['2027-01-01'], []],
    [{ datas: ['24/12/2026', '31/12/2026'] }, ['2026-12-24', '2026-12-31'], ['2026-12-25']],
    [{ '25/12': 'Natal', '01/01': null }, ['2026-12-25', '2027-01-01'], ['2026-12-26']],
    [{ data: '2026-12-24', anual: true }, ['2026-12-24', '2027-12-24'], []],
    [[{ data: '2026-12-24T00:00:00.000Z' }], ['2026-12-24'], []],
  ])('of a clinic, written as %j', (written, closed, open) => {
    for (const place of [
      clinicAt({ ...everyDay, feriados: written }),
      clinicAt({ ...everyDay, recesso: written }),
      clinicAt(everyDay, { fechamentos: written }),
    ]) {
      const { openingHours } = place.context;
      expect(closed.map((day) => on(openingHours, day))).toEqual(closed.map(() => 'closed'));
      expect(open.map((day) => on(openingHours, day))).toEqual(open.map(() => 'usual'));
      expect(errors(place)).toEqual([]);
    }
  });

  it.each([
    ['24/12 das 8h às 12h', '8:00-12:00'],
    ['24/12: 08:00-12:00 e 13:00-16:00', '8:00-12:00 13:00-16:00'],
    ['24/12 até 12h', '8:00-12:00'],
    ['24/12 até as 14:00', '8:00-14:00'],
    ['24/12 a partir das 15h', '8:00-15:00'],
    ['24/12 somente pela manhã', '8:00-12:00'],
    [[{ data: '24/12', abertura: '08:00', fechamento: '14:00' }], '8:00-14:00'],
    [
      [
        {
          data: '24/12',
          abertura: '08:00',
          fechamento: '16:00',
          intervalo: { inicio: '12:00', fim: '13:00' },
        },
      ],
      '8:00-12:00 13:00-16:00',
    ],
    [[{ data: '24/12', horarios: ['08:00-12:00', '13:00-15:00'] }], '8:00-12:00 13:00-15:00'],
    [{ '24/12': '09:00 às 12:00' }, '9:00-12:00'],
    [{ inicio: '2026-12-23', fim: '2026-12-26', horario: '09:00-12:00' }, '9:00-12:00'],
    ['23/12/2026 18h a 24/12/2026 12h', '12:00-18:00'],
    [[{ data: '24/12', aberto: true }], 'usual'],
  ])('can be short days with breaks: %j', (written, expected) => {
    const made = clinicAt({ ...everyDay, feriados: written });
    expect(on(made.context.openingHours, '2026-12-24')).toBe(expected);
    expect(errors(made)).toEqual([]);
  });

  it.each([
    'todo último sábado',
    '32/12',
    '24/12 meio período',
    'exceto 24/12',
    [{ data: 'depois do Carnaval' }],
    [{ data: '24/12', abertura: 'cedo' }],
    { inicio: '05/01/2027', fim: '20/12/2026' },
    '24/12 a 26/12 das 8h às 12h',
  ])('that are not understood are said to be so: %j', (written) => {
    expect(
      clinicAt({ ...everyDay, feriados: written }).findings.filter(({ path }) => path.includes('feriados')),
    ).not.toEqual([]);
  });

  it('leave the night before a closed day as it is, and cut the one that reaches into a partly closed one', () => {
    const night = {
      'todos os dias': '22h às 02h',
      feriados: ['2026-12-25', '28/12/2026 das 08:00 às 09:00'],
    };
    const { openingHours } = clinicAt({ ...night, bloqueios: '30/12/2026 das 01:00 às 03:00' }).context;
    expect(on(openingHours, '2026-12-24')).toBe('22:00-26:00');
    expect(on(openingHours, '2026-12-25')).toBe('closed');
    expect(on(openingHours, '2026-12-29')).toBe('22:00-25:00');
    expect(openAt(openingHours, 'America/Sao_Paulo', new Date('2026-12-25T03:30:00Z')).state).toBe('open');
  });
});

describe('public holidays', () => {
  const sp = { localizacao: { endereco_principal: { cidade: 'Campinas', estado: 'São Paulo' } } };
  it.each([
    [
      { feriados: 'Fechado em feriados nacionais' },
      ['2026-11-20', '2027-03-26', '2026-12-25'],
      ['2026-07-09', '2027-02-09'],
    ],
    [
      { feriados: 'Não abrimos em feriados nacionais e estaduais' },
      ['2026-07-09', '2026-12-25'],
      ['2027-02-09'],
    ],
    [{ feriados: { nacionais: true, estaduais: 'RJ' } }, ['2027-04-23', '2027-02-09'], ['2026-07-09']],
    [
      { feriados: { nacionais: true, pontos_facultativos: true } },
      ['2027-02-08', '2027-02-09', '2027-05-27'],
      ['2027-02-10'],
    ],
    [{ feriados: 'fechado' }, ['2026-12-25'], ['2026-07-09']],
    [{ feriados: ['nacionais', '24/12'] }, ['2026-12-24', '2026-12-25'], []],
    [
      { feriados: { nacionais: true, datas: [{ data: '12/10', aberto: true }, '24/12'] } },
      ['2026-12-24', '2026-12-25'],
      ['2026-10-12'],
    ],
    // a list alone, under whatever name
    [{ feriados: { municipais: ['25/01'], lista: [{ data: '24/12' }] } }, ['2027-01-25', '2026-12-24'], []],
    [{ feriados: 'Abrimos normalmente em feriados' }, [], ['2026-12-25']],
  ])('are kept as the clinic chooses: %j', (horario, closed, open) => {
    const { openingHours } = clinicAt({ ...everyDay, ...horario }, sp).context;
    expect(closed.map((day) => on(openingHours, day))).toEqual(closed.map(() => 'closed'));
    expect(open.map((day) => on(openingHours, day))).toEqual(open.map(() => 'usual'));
  });

  it('have hours of their own where the clinic says them, and names', () => {
    const { openingHours } = clinicAt({
      ...everyDay,
      feriados: { abertura: '09:00', fechamento: '12:00' },
    }).context;
    expect(on(openingHours, '2026-12-25')).toBe('9:00-12:00');
    expect(holidayOn(openingHours, '2027-03-26' as LocalDate)).toMatchObject({ name: 'Sexta-feira Santa' });
  });

  it('of a city or of a state that nobody named are said to be missing', () => {
    expect(errors(clinicAt({ ...everyDay, feriados: 'Fechado em feriados municipais' }))).toHaveLength(1);
    expect(errors(clinicAt({ ...everyDay, feriados: 'Fechado em feriados estaduais' }))).toHaveLength(1);
    expect(errors(clinicAt({ ...everyDay, feriados: 'Fechado em alguns feriados' }))).toHaveLength(1);
  });

  it('move with Easter as in the years that everybody can look up', () => {
    const optional = { optional: true, intervals: [] };
    const of = (year: number) =>
      Array.from({ length: 366 }, (_, n) => plusDays(`${year}-01-01` as LocalDate, n)).filter(
        (day) =>
          day.startsWith(String(year)) && /Carnaval|Santa|Corpus/.test(publicHolidayOn(optional, day) ?? ''),
      );
    expect(of(2024)).toEqual(['2024-02-12', '2024-02-13', '2024-03-29', '2024-05-30']);
    expect(of(2025)).toEqual(['2025-03-03', '2025-03-04', '2025-04-18', '2025-06-19']);
    expect(of(2026)).toEqual(['2026-02-16', '2026-02-17', '2026-04-03', '2026-06-04']);
    expect(of(2038)).toEqual(['2038-03-08', '2038-03-09', '2038-04-23', '2038-06-24']);
    expect(publicHolidayOn(optional, '2023-11-20' as LocalDate)).toBeUndefined();
  });
});

describe('the absences of one person', () => {
  const lia = (more: object) =>
    read({ clinica: { horario_funcionamento: everyDay }, profissionais: [{ nome: 'Dra. Lia', ...more }] });
  const seen = (more: object, day: string) => {
    const { hours } = lia(more).context.professionals[0]!;
    return hours === undefined
      ? 'usual'
      : shown(intervalsOn(hours, day as LocalDate, [{ opens: 480, closes: 1_080 }]));
  };

  it.each([
    [{ ferias: '10/01/2027 a 25/01/2027' }, '2027-01-15', ''],
    [{ ferias: { inicio: '2027-01-10', fim: '2027-01-25' } }, '2027-01-26', '8:00-18:00'],
    [
      { ausencias: [{ data: '12/01/2027', inicio: '09:00', fim: '11:00', motivo: 'Congresso' }] },
      '2027-01-12',
      '8:00-9:00 11:00-18:00',
    ],
    [{ ausencias: '12/01/2027 pela manhã' }, '2027-01-12', '12:00-18:00'],
    [{ bloqueios: ['12/01/2027 das 14h às 16h'] }, '2027-01-12', '8:00-14:00 16:00-18:00'],
    [{ folgas: ['2027-01-12'] }, '2027-01-12', ''],
    [{ excecoes: [{ data: '12/01/2027', inicio: '10:00', fim: '12:00' }] }, '2027-01-12', '10:00-12:00'],
    [{ horarios_disponibilidade: { terca: '08:00-12:00', ausencias: '12/01/2027' } }, '2027-01-12', ''],
  ])('%j', (written, day, expected) => {
    expect(seen(written, day)).toBe(expected);
    expect(errors(lia(written))).toEqual([]);
  });

  it('hold every year when no year is said, and that is said', () => {
    expect(seen({ ferias: ['10/01 a 25/01'] }, '2029-01-12')).toBe('');
    expect(lia({ ferias: ['10/01 a 25/01'] }).findings.map(({ message }) => message)).toContain(
      'Este período não diz o ano: vale todos os anos.',
    );
    expect(errors(lia({ ferias: 'em julho' }))).not.toEqual([]);
  });
});
