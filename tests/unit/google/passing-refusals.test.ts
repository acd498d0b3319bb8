import { describe, expect, it } from 'vitest';
import type { CalendarFate } from '../../../src/adapters/memory/scheduling/google-calendar.ts';
import { reconnectText } from '../../../src/application/connection/connection-alerts.ts';
import { at, lia, schedulingWorld, workUntilRest } from '../../support/worlds/scheduling-world.ts';

/** Google fails the next calls of this kind, and then works again. */
async function moody(failures: number) {
  let left = failures;
  const refused: CalendarFate = {
    fate: 'refused',
    failure: { failure: 'transient', reason: 'rateLimitExceeded' },
  };
  return schedulingWorld({
    fateOf: ({ call }) => (call === 'busy' && left-- > 0 ? refused : { fate: 'done' }),
  });
}
const request = { serviceId: 'geral', professionalId: 'lia' } as const;

describe('a passing refusal of Google while a patient asks', () => {
  it.each([1, 2])('is asked about again: %i of them go unnoticed', async (failures) => {
    const world = await moody(failures);
    const { clinicId } = world;
    const window = { from: at('08:00'), to: at('18:00') };
    const { slots } = await world.findAvailability({ clinicId, ...request, ...window });
    expect(slots.length).toBeGreaterThan(5);
  });

  it('that goes on is said in the end', async () => {
    const world = await moody(3);
    const { clinicId } = world;
    const window = { from: at('08:00'), to: at('18:00') };
    await expect(world.findAvailability({ clinicId, ...request, ...window })).rejects.toThrow();
    expect(world.google.calls.filter(({ call }) => call === 'busy')).toHaveLength(3);
  });
});

describe('a connection that works again', () => {
  it('takes the event of a visit out of the calendar at once that was cancelled meanwhile', async () => {
    const world = await moody(0);
    const { clinicId } = world;
    const { id } = await world.bookAppointment({ clinicId, ...request, start: at('10:00'), intent: 'book' });
    await workUntilRest(world);
    world.setAccess('not-connected');
    await world.cancelAppointment({ clinicId, appointmentId: id, by: 'clinic' });
    await world.work();
    expect(world.google.events(lia)).toHaveLength(1);
    world.setAccess(undefined);
    expect(await world.work()).toEqual([]);
    await world.stores.appointments.wakeWaiting(clinicId);
    await world.work();
    expect(world.google.events(lia)).toEqual([]);
  });
});

it.each(['admin_policy_enforced', 'org_internal'])('%s names who has to act', (code) => {
  expect(reconnectText(code)).toContain('administrador do Google Workspace');
  expect(reconnectText('invalid_grant')).not.toContain('administrador');
});
