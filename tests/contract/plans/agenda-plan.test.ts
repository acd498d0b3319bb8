import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postgresAlerts } from '../../../src/adapters/postgres/operations/alerts.ts';
import { openPool, openTenantPool } from '../../../src/adapters/postgres/pool.ts';
import { postgresAppointments } from '../../../src/adapters/postgres/scheduling/appointments.ts';
import { uuidV7Ids } from '../../../src/adapters/system/ids.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { contactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import { rowsRead } from '../../support/database/rows-read.ts';
import { openTwoClinics, type TwoClinics } from '../../support/database/two-clinics.ts';

let clinics: TwoClinics;
let owner: TwoClinics['owner'];
let [ours, theirs]: ClinicId[] = [];

beforeEach(async () => {
  clinics = await openTwoClinics();
  ({ owner, ours, theirs } = clinics);
});
afterEach(() => clinics.close());

const minuteMs = 60_000;
const start = new Date('2027-03-01T12:00:00Z');
const at = (minutes: number) => new Date(start.getTime() + minutes * minuteMs);

/** A patient, a visit and an alert for each hour around a moment; the last alert of a hundred is open. */
const add = (clinic: ClinicId, visits: number, around = start) =>
  owner.query(
    `with numbered as (
       select gen_random_uuid() as id, n, $3::timestamptz + (n - $2::integer / 2) * interval '1 hour' as starts_at
       from generate_series(1, $2::integer) as n
     ), people as (
       insert into contacts (clinic_id, id) select $1, id from numbered returning id
     ), raised as (
       insert into alerts (id, clinic_id, kind, subject, message, resolved_at)
       select id, $1, 'handover', id::text, '', case when n % 100 > 0 then now() end from numbered
     )
     insert into appointments
       (clinic_id, id, series_id, state, service_id, service_name, calendar_id, starts_at, ends_at, during, contact_id)
     select $1, id, id, 'confirmed', 's', 's', 'c' || gen_random_uuid(), starts_at, starts_at + interval '30 minutes',
       tstzrange(starts_at, starts_at + interval '30 minutes'), id
     from numbered join people using (id)`,
    [clinic, visits, around],
  );

describe('an agenda and the alerts of a clinic', () => {
  it.each([
    ['tables that nobody has measured', 0, false],
    ['statistics of empty tables', 0, true],
    ['statistics of a few visits', 30, true],
  ])('are read without what they do not show, with %s', { timeout: 120_000 }, async (_, own, isAnalyzed) => {
    if (own > 0) await add(ours!, own, at(-1_000 * 24 * 60));
    if (isAnalyzed) await owner.query('analyze');
    await add(ours!, 6_000);
    await add(theirs!, 6_000);
    const settings = { url: clinics.url, max: 1, applicationName: 'atende contract' };
    const ignore = () => undefined;
    const reads = async () =>
      (await rowsRead(owner, 'appointments')) +
      (await rowsRead(owner, 'contacts')) +
      (await rowsRead(owner, 'alerts'));
    const { rows } = await owner.query<{ contact_id: string }>(
      'select contact_id from appointments where clinic_id = $1 and starts_at = $2',
      [ours, start],
    );
    const patient = contactId(rows[0]!.contact_id);
    const before = await reads();
    const system = openPool({ ...settings, role: 'atende_system' }, ignore);
    const tenants = openTenantPool(settings, ignore);
    const pools = { system, claims: system, batches: system, tenants };
    const appointments = postgresAppointments(pools);
    const day = { start, end: at(24 * 60) };
    expect((await appointments.list(ours!, day, 100)).appointments).toHaveLength(24);
    expect(
      (await appointments.list(ours!, { ...day, start: at(-400 * 60) }, 100, undefined, patient))
        .appointments,
    ).toHaveLength(1);
    expect(await appointments.ofContact(ours!, patient, start)).toHaveLength(1);
    expect(await appointments.liveDuring(ours!, day)).toHaveLength(24);
    const alerts = postgresAlerts(pools, uuidV7Ids);
    for (const state of ['open', 'resolved'] as const)
      expect(await alerts.list({ reach: [ours!], state, limit: 50 })).toHaveLength(50);
    await Promise.all([system.end(), tenants.connections.end()]);
    expect((await reads()) - before).toBeLessThan(1_200);
  });
});
