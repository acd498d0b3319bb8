import { describe, expect, test } from 'vitest';
import { readWithoutClinic } from '../../support/isolation/clinic-in-statements.ts';

// What the stores send for a clinic is looked at where each contract test ends (harness/contract-database.ts).

const columns = new Map([
  ['contacts', 'clinic_id'],
  ['alerts', 'clinic_id'],
  ['clinics', 'id'],
]);
const without = (text: string) => readWithoutClinic(text, columns);

describe('a statement names the clinic of every table that it reads or writes', () => {
  test.each([
    ['select * from contacts where clinic_id = $1'],
    ['select name from clinics where id = $1'],
    ['select from contacts where (clinic_id, id) > ($1, $2)'],
    ['select * from contacts as c join alerts as a on a.clinic_id = c.clinic_id where c.clinic_id = $1'],
    ['select * from contacts as c join alerts using (clinic_id, id) where c.clinic_id = $1'],
    ['insert into contacts (clinic_id, id) values ($1, $2)'],
    ['select * from contacts where (clinic_id = $1) is true and clinic_id is not null'],
    ['select * from contacts where (clinic_id, id) in (select clinic, contact from given)'],
    [
      'with g as (select 1) select * from g join contacts using (clinic_id) join alerts as a using (clinic_id)',
    ],
    ['with c as (select * from contacts where clinic_id = $1) select * from c'],
    ['select now()'],
  ])('%s', (text) => expect(without(text)).toEqual([]));
});

describe('a statement that does not is found', () => {
  test.each([
    ['select * from contacts where id = $1', ['contacts']],
    ['update contacts set flags = null from alerts where alerts.clinic_id = $1', ['contacts']],
    ['select * from contacts as c, alerts as a where c.clinic_id = $1 and a.id = c.id', ['alerts']],
    ['with c as (select * from contacts) select * from c', ['contacts']],
    ['select (select count(*) from alerts) from clinics where id = $1', ['alerts']],
    ['select * from contacts where id in (select id from alerts where clinic_id = $1)', ['contacts']],
    ['select * from contacts where clinic_id <> $1', ['contacts']],
    ['select * from contacts where clinic_id = $1 or id = $2', ['contacts']],
    ['select * from contacts where clinic_id = clinic_id', ['contacts']],
    ['select * from contacts as c join alerts as a on a.clinic_id = c.clinic_id', ['contacts', 'alerts']],
    [
      'delete from alerts where exists (select from contacts where contacts.clinic_id = alerts.clinic_id)',
      ['alerts'],
    ],
    ['truncate contacts', ['contacts']],
    ['insert into alerts (id) select id from contacts where clinic_id = $1', ['alerts']],
  ])('%s', (text, tables) => expect(without(text)).toEqual(tables));
});
