import { expect, test } from 'vitest';
import type { GoogleCalendar } from '../../../../client/atende-client.ts';
import {
  bodyOf,
  faultsOf,
  firstChoices,
  refusedOf,
  withoutCalendar,
} from '../../../../console/src/clinic/google/choice.ts';

const calendar = (calendarId: string, more: Partial<GoogleCalendar> = {}): GoogleCalendar => ({
  calendarId,
  summary: calendarId,
  timeZone: 'America/Sao_Paulo',
  accessRole: 'owner',
  isPrimary: false,
  isHidden: false,
  use: 'bookable',
  isAssociated: false,
  ...more,
});

test('a first choice proposes one calendar for each professional whose name it bears, and no other', () => {
  const choices = firstChoices([
    calendar('a', { proposedProfessionalId: 'lara' }),
    calendar('b', { proposedProfessionalId: 'lara' }),
    calendar('c', { proposedProfessionalId: 'bia', use: 'busy-only' }),
    calendar('d'),
  ]);
  expect(choices.map(({ use, owner }) => [use, owner])).toEqual([
    ['write', 'p:lara'],
    ['busy', 'p:lara'],
    ['busy', 'p:bia'],
    ['ignore', ''],
  ]);
  expect(faultsOf(choices).size).toBe(0);
});

test('what was chosen before stays, and what is new counts only when somebody says so', () => {
  const choices = firstChoices([
    calendar('a', { isAssociated: true, roomId: 'sala-1', chosenUse: 'busy' }),
    calendar('b', { isAssociated: true, professionalId: 'bia' }),
    calendar('c', { proposedProfessionalId: 'lara' }),
    calendar('d', { chosenUse: 'ignore', professionalId: 'lara' }),
  ]);
  expect(choices.map(({ use, owner }) => [use, owner])).toEqual([
    ['busy', 'r:sala-1'],
    ['write', 'p:bia'],
    ['ignore', 'p:lara'],
    ['ignore', 'p:lara'],
  ]);
  expect(bodyOf(choices)).toEqual({
    calendarIds: ['a', 'b'],
    professionals: { b: 'bia' },
    rooms: { a: 'sala-1' },
    uses: { a: 'busy', b: 'write', c: 'ignore', d: 'ignore' },
  });
});

test('two calendars to write to of one owner are a fault of both', () => {
  const both = (owner: string) => [
    { calendarId: 'a', use: 'write' as const, owner },
    { calendarId: 'b', use: 'write' as const, owner },
    { calendarId: 'c', use: 'busy' as const, owner },
  ];
  expect([...faultsOf(both('p:lara')).keys()]).toEqual(['a', 'b']);
  expect(faultsOf(both('')).get('a')).toMatch(/de quem/);
});

test('says who would have no calendar', () => {
  const people = [{ id: 'lara' }, { id: 'bia' }];
  const choices = [
    { calendarId: 'a', use: 'write' as const, owner: 'p:lara' },
    { calendarId: 'b', use: 'busy' as const, owner: 'p:bia' },
  ];
  expect(withoutCalendar(people, choices)).toEqual([{ id: 'bia' }]);
});

test('puts a refusal beside its calendar, whatever the details are', () => {
  expect([...refusedOf({ calendars: [{ calendarId: 'a', why: 'not-writable' }] })]).toEqual([
    ['a', expect.stringMatching(/só pode ler/)],
  ]);
  for (const odd of [undefined, null, 1, {}, { calendars: 'x' }]) expect(refusedOf(odd).size).toBe(0);
});
