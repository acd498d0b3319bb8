import type { CalendarSeed } from './calendar/calendars.ts';
import type { EventBody } from './calendar/stored-event.ts';
import type { Account } from './emulator.ts';

export type AccountSeed = Account & {
  readonly calendars: readonly (CalendarSeed & { readonly events?: readonly EventBody[] })[];
};

const holidays: readonly (readonly [monthAndDay: string, name: string])[] = [
  ['01-01', 'Confraternização Universal'],
  ['04-21', 'Tiradentes'],
  ['05-01', 'Dia do Trabalho'],
  ['09-07', 'Independência do Brasil'],
  ['10-12', 'Nossa Senhora Aparecida'],
  ['11-02', 'Finados'],
  ['11-15', 'Proclamação da República'],
  ['11-20', 'Dia da Consciência Negra'],
  ['12-25', 'Natal'],
];

const holidaysOf = (year: number): readonly EventBody[] =>
  holidays.map(([day, summary]) => {
    const date = `${year}-${day}`;
    const next = new Date(Date.parse(date) + 24 * 3_600_000).toISOString().slice(0, 10);
    return { summary, start: { date }, end: { date: next }, transparency: 'transparent' };
  });

const lara = 'dra-lara-monteiro@group.calendar.google.com';

/** Nobody's accounts: a clinic with the calendars of its people, and one of its people. */
export const demoAccounts = (year: number): readonly AccountSeed[] => [
  {
    sub: '104200000000000000001',
    email: 'agenda.ipeamarelo@example.com.br',
    name: 'Clínica Ipê Amarelo',
    hd: 'example.com.br',
    calendars: [
      { id: 'agenda.ipeamarelo@example.com.br', summary: 'Clínica Ipê Amarelo', isPrimary: true },
      { id: lara, summary: 'Dra. Lara Monteiro' },
      {
        id: 'dr-otavio-brandao@group.calendar.google.com',
        summary: 'Dr. Otávio Brandão',
        accessRole: 'writer',
      },
      { id: 'beatriz-sampaio@group.calendar.google.com', summary: 'Beatriz Sampaio', accessRole: 'writer' },
      { id: 'sala-de-procedimentos@group.calendar.google.com', summary: 'Sala de procedimentos' },
      { id: 'plantoes@group.calendar.google.com', summary: 'Plantões e férias', isHidden: true },
      {
        id: 'pt-br.brazilian#holiday@group.v.calendar.google.com',
        summary: 'Feriados no Brasil',
        accessRole: 'reader',
        events: [...holidaysOf(year), ...holidaysOf(year + 1)],
      },
    ],
  },
  {
    sub: '104200000000000000002',
    email: 'lara.monteiro@example.com',
    name: 'Lara Monteiro',
    calendars: [
      { id: 'lara.monteiro@example.com', summary: 'Lara Monteiro', isPrimary: true },
      { id: lara, summary: 'Dra. Lara Monteiro', accessRole: 'writer', summaryOverride: 'Meu consultório' },
    ],
  },
];
