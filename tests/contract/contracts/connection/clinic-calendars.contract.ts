import { beforeEach, describe, expect, it } from 'vitest';
import type { ChosenClinicCalendar as Chosen } from '../../../../src/application/ports/connection/clinic-calendars.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import { ConnectionChanged } from '../../../../src/domain/connection/connection-errors.ts';
import { connect } from '../../harness/grant-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

const calendar = (calendarId: string, wish: Partial<Chosen> = {}): Chosen => ({
  calendarId,
  summary: `Agenda ${calendarId}`,
  timeZone: 'America/Manaus',
  accessRole: 'writer',
  reachability: 'reachable',
  ...wish,
});

export const clinicCalendarsContract = (make: MakeHarness) =>
  describe('clinic calendars', () => {
    let harness: Harness;
    let clinicId: ClinicId;
    beforeEach(async () => {
      harness = await make();
      clinicId = await harness.addClinic();
    });
    const store = () => harness.stores.clinicCalendars;
    const activeIds = async (id = clinicId) => (await store().active(id)).map(({ calendarId }) => calendarId);

    it('come back as they were chosen, in the order of their ids', async () => {
      const chosen = [calendar('b@x', { professionalId: 'lia' }), calendar('B'), calendar('a#holiday@y')];
      await store().associate(clinicId, chosen);
      expect(await activeIds()).toEqual(['B', 'a#holiday@y', 'b@x']);
      expect((await store().active(clinicId))[2]).toEqual({ clinicId, isActive: true, ...chosen[0] });
    });

    it('chosen anew become the active set, the others stay, inactive', async () => {
      await store().associate(clinicId, [calendar('a', { professionalId: 'lia' }), calendar('b')]);
      await store().associate(clinicId, [calendar('a', { summary: 'Novo' }), calendar('c')]);
      expect(await activeIds()).toEqual(['a', 'c']);
      const all = await store().all(clinicId);
      expect(all.map(({ calendarId, isActive }) => [calendarId, isActive])).toEqual([
        ['a', true],
        ['b', false],
        ['c', true],
      ]);
      expect(all[0]).toMatchObject({ summary: 'Novo' });
      expect(all[0]).not.toHaveProperty('professionalId');
      await store().associate(clinicId, []);
      expect(await activeIds()).toEqual([]);
      expect(await store().all(clinicId)).toHaveLength(3);
    });

    it('may be a room’s, have a use, and those to ignore are not active', async () => {
      const [room, ignored] = [
        calendar('a', { roomId: 'sala-1', chosenUse: 'write' }),
        calendar('b', { chosenUse: 'ignore' }),
      ];
      await store().associate(clinicId, [room, ignored, calendar('c', { chosenUse: 'busy' })]);
      expect(await activeIds()).toEqual(['a', 'c']);
      const [first, second] = await store().all(clinicId);
      expect(first).toEqual({ clinicId, isActive: true, ...room });
      expect(second).toEqual({ clinicId, isActive: false, ...ignored });
      await store().associate(clinicId, [calendar('b')]);
      expect(await store().active(clinicId)).toEqual([{ clinicId, isActive: true, ...calendar('b') }]);
    });

    it('of two that choose at once are those of one of them', async () => {
      for (let round = 0; round < 8; round += 1) {
        await Promise.all([
          store().associate(clinicId, [calendar('a'), calendar('b')]),
          store().associate(clinicId, [calendar('b'), calendar('c')]),
        ]);
        expect([
          ['a', 'b'],
          ['b', 'c'],
        ]).toContainEqual(await activeIds());
      }
    });

    it('belong to one clinic, even when two share a calendar', async () => {
      const other = await harness.addClinic();
      await store().associate(clinicId, [calendar('shared')]);
      await store().associate(other, [calendar('shared')]);
      await store().markReachability(other, 'shared', 'unreachable');
      expect(await store().active(clinicId)).toMatchObject([{ reachability: 'reachable' }]);
      expect(await store().active(other)).toMatchObject([{ reachability: 'unreachable' }]);
      await store().erase(other);
      expect(await store().all(other)).toEqual([]);
      expect(await activeIds()).toEqual(['shared']);
    });

    it('remember what is known about them, and ignore news of strangers', async () => {
      await store().associate(clinicId, [calendar('a')]);
      await store().markReachability(clinicId, 'a', 'not-writable');
      await store().markReachability(clinicId, 'stranger', 'unreachable');
      expect(await store().all(clinicId)).toMatchObject([{ calendarId: 'a', reachability: 'not-writable' }]);
    });

    it('remember until when nothing is written to them, the later of two, over another choice', async () => {
      const resumption = async (id = clinicId) => (await store().all(id)).map((row) => row.writesResumeAt);
      const other = await harness.addClinic();
      for (const id of [clinicId, other]) await store().associate(id, [calendar('a'), calendar('b')]);
      const [sooner, later] = [new Date('2027-03-01T12:00:00Z'), new Date('2027-03-01T15:00:00Z')];
      await store().pauseWrites(clinicId, 'a', later);
      await store().pauseWrites(clinicId, 'a', sooner);
      await store().pauseWrites(clinicId, 'stranger', sooner);
      expect(await resumption()).toEqual([later, undefined]);
      expect(await resumption(other)).toEqual([undefined, undefined]);
      await store().associate(clinicId, [calendar('a', { summary: 'Novo' })]);
      expect(await resumption()).toEqual([later, undefined]);
      await store().pauseWrites(clinicId, 'a', undefined);
      expect(await resumption()).toEqual([undefined, undefined]);
      await store().pauseWrites(clinicId, 'a', sooner);
      expect(await resumption()).toEqual([sooner, undefined]);
    });

    it('are chosen only while the clinic is connected as the account they were listed from', async () => {
      await connect(harness, clinicId);
      await store().associate(clinicId, [calendar('a')], 'sub-1');
      await expect(store().associate(clinicId, [calendar('b')], 'sub-2')).rejects.toThrow(ConnectionChanged);
      await harness.stores.googleConnections.disconnect(clinicId, harness.ids.next());
      await expect(store().associate(clinicId, [calendar('b')], 'sub-1')).rejects.toThrow(ConnectionChanged);
      expect(await store().all(clinicId)).toEqual([]);
    });

    it('are gone after a disconnect, however it races with the choice', async () => {
      for (let round = 0; round < 8; round += 1) {
        const { clinicId: id } = await connect(harness);
        await Promise.all([
          store()
            .associate(id, [calendar('a')], 'sub-1')
            .catch(() => undefined),
          harness.stores.googleConnections.disconnect(id, harness.ids.next()),
        ]);
        expect(await store().all(id)).toEqual([]);
      }
    });
  });
