import { beforeEach, describe, expect, it } from 'vitest';
import type { ClaimedTurn, TurnCompletion } from '../../../../../src/application/ports/messaging/turns.ts';
import {
  AppointmentNotFound,
  appointmentId,
  SlotTaken,
  type Appointment,
} from '../../../../../src/domain/scheduling/appointment.ts';
import type { AppointmentChange } from '../../../../../src/domain/scheduling/appointment-changes.ts';
import { AppointmentClosed } from '../../../../../src/domain/scheduling/scheduling-errors.ts';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import { anAppointment, slot } from '../../../../support/builders/an-appointment.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import {
  aClinicWithNumber,
  answerWith,
  aParty,
  claimTurn,
  leaseMs,
  policy,
  receive,
  type Party,
} from '../../../harness/steps.ts';

export const turnEffectsContract = (make: MakeHarness) =>
  describe('what a turn does to appointments', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });

    const ofParty = ({ clinicId, placement }: Party, wish: Partial<Appointment> = {}): Appointment =>
      anAppointment(harness, clinicId, {
        contactId: placement.contactId,
        conversationId: placement.conversationId,
        ...wish,
      });
    const hold = (appointment: Appointment): AppointmentChange => ({ change: 'hold', appointment });
    const stored = ({ clinicId, id }: Appointment) => harness.stores.appointments.get(clinicId, id);
    const completing = (turn: ClaimedTurn, words: string, ...appointmentChanges: AppointmentChange[]) =>
      harness.stores.turns.complete(turn, {
        ...answerWith(harness, words),
        appointmentChanges,
      } satisfies TurnCompletion);
    const said = async () =>
      (await harness.readMessages(party.clinicId))
        .filter(({ direction }) => direction === 'outbound')
        .map(({ text }) => text);
    const aTurn = async () => {
      await receive(harness, party, aMessage());
      return claimTurn(harness);
    };

    it('commits with its answer, and makes the calendar due', async () => {
      const held = ofParty(party);
      expect(await completing(await aTurn(), 'reservei', hold(held))).toBe(true);
      expect(await stored(held)).toMatchObject({ state: 'held', contactId: party.placement.contactId });
      expect(await said()).toEqual(['reservei']);

      const request = { change: 'request', appointmentId: held.id, at: harness.now() } as const;
      expect(
        await harness.stores.turns.complete(await aTurn(), {
          ...answerWith(harness),
          appointmentChanges: [request],
        }),
      ).toBe(true);
      expect((await stored(held))?.requestedAt).toBeInstanceOf(Date);
      expect(await harness.stores.appointments.claim(1, leaseMs)).toMatchObject([
        { appointment: { id: held.id } },
      ]);
    });

    it('lets one time go and takes another in the same moment', async () => {
      const [first, second] = [ofParty(party), ofParty(party, { slot: slot('09:15', '09:45') })];
      await completing(await aTurn(), 'reservei', hold(first));
      const release = {
        change: 'cancel',
        appointmentId: first.id,
        reason: 'released',
        at: harness.now(),
      } as const;
      expect(await completing(await aTurn(), 'reservei outro', release, hold(second))).toBe(true);
      expect(await stored(first)).toMatchObject({ state: 'cancelled' });
      expect(await stored(second)).toMatchObject({ state: 'held' });
    });

    it('takes everything back when the time is somebody else’s, and the turn goes on under its lease', async () => {
      const rival = anAppointment(harness, party.clinicId);
      await harness.stores.appointments.apply(party.clinicId, [hold(rival)]);
      const kept = ofParty(party, { slot: slot('14:00', '14:30') });
      const turn = await aTurn();
      await expect(completing(turn, 'reservei', hold(kept), hold(ofParty(party)))).rejects.toThrow(SlotTaken);
      expect(await stored(kept)).toBeUndefined();
      expect(await said()).toEqual([]);
      const [question] = await harness.readMessages(party.clinicId);
      expect(question?.turnId).toBeUndefined();
      expect(await completing(turn, 'reservei', hold(kept))).toBe(true);
      expect(await said()).toEqual(['reservei']);
    });

    it.each(['request', 'cancel'] as const)(
      'takes everything back when there is nothing to %s any more',
      async (change) => {
        const held = ofParty(party);
        await harness.stores.appointments.apply(party.clinicId, [hold(held)]);
        await harness.passTime(700_000);
        const [sync] = await harness.stores.appointments.claim(1, leaseMs);
        await harness.stores.appointments.settle(sync!, { to: 'failed', reason: 'hold-expired' });
        const at = harness.now();
        const turn = await aTurn();
        const late = { change, appointmentId: held.id, at, reason: 'released' };
        await expect(completing(turn, 'feito', late)).rejects.toThrow(AppointmentClosed);
        const unknown = { ...late, appointmentId: appointmentId(harness.ids.next()) };
        await expect(completing(turn, 'feito', unknown)).rejects.toThrow(AppointmentNotFound);
        expect(await said()).toEqual([]);
        expect(await completing(turn, 'não deu')).toBe(true);
      },
    );

    it('gives a time to one of two patients who answer at the same moment', async () => {
      const clinic = await aClinicWithNumber(harness);
      for (let round = 0; round < 8; round += 1) {
        const day = `2027-04-${String(round + 1).padStart(2, '0')}`;
        const parties = await Promise.all(
          ['a', 'b', 'c'].map((name) => aParty(harness, clinic, { bsuid: `BR.race${name}${round}` })),
        );
        for (const one of parties) await receive(harness, one, aMessage());
        await harness.passTime(policy.debounceMs + 1_000);
        const turns = await harness.stores.turns.claim(3, leaseMs);
        expect(turns).toHaveLength(3);
        const attempts = await Promise.allSettled(
          turns.map((turn) => {
            const own = parties.find(({ placement }) => placement.conversationId === turn.conversationId)!;
            return completing(turn, 'reservei', hold(ofParty(own, { slot: slot('10:00', '10:30', day) })));
          }),
        );
        const [winners, losers] = [
          attempts.filter(({ status }) => status === 'fulfilled'),
          attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason as unknown] : [])),
        ];
        expect(winners).toHaveLength(1);
        expect(losers.every((reason) => reason instanceof SlotTaken)).toBe(true);
        const live = await harness.stores.appointments.liveDuring(
          clinic.clinicId,
          slot('10:00', '10:30', day),
        );
        expect(live).toHaveLength(1);
        // the others get another time in the same turn
        const others = turns.filter((_, index) => attempts[index]?.status === 'rejected');
        for (const [n, turn] of others.entries()) {
          const own = parties.find(({ placement }) => placement.conversationId === turn.conversationId)!;
          const later = slot(`1${n + 1}:00`, `1${n + 1}:30`, day);
          expect(await completing(turn, 'reservei outro', hold(ofParty(own, { slot: later })))).toBe(true);
        }
      }
    });

    it('does not exist when the worker had lost its lease, or a human had stepped in', async () => {
      await receive(harness, party, aMessage());
      const zombie = await claimTurn(harness);
      await harness.passTime(leaseMs + 1_000);
      const heir = await claimTurn(harness);
      const [his, hers] = [ofParty(party), ofParty(party)];
      expect(await completing(zombie, 'reservei', hold(his))).toBe(false);
      expect(await stored(his)).toBeUndefined();
      await receive(harness, party, aMessage({ origin: 'staff', sentAt: harness.now() }));
      expect(await completing(heir, 'reservei', hold(hers))).toBe(false);
      expect(await stored(hers)).toBeUndefined();
      expect(await said()).not.toContain('reservei');
    });

    it('does not exist when a zombie and its heir commit at the same moment, but for the heir’s', async () => {
      for (let round = 0; round < 5; round += 1) {
        const day = `2027-05-${String(round + 1).padStart(2, '0')}`;
        await receive(harness, party, aMessage());
        const zombie = await claimTurn(harness);
        await harness.passTime(leaseMs + 1_000);
        const heir = await claimTurn(harness);
        const [his, hers] = [
          ofParty(party, { slot: slot('09:00', '09:30', day) }),
          ofParty(party, { slot: slot('09:00', '09:30', day) }),
        ];
        const done = await Promise.all([
          completing(zombie, 'zumbi', hold(his)),
          completing(heir, 'herdeiro', hold(hers)),
        ]);
        expect(done).toEqual([false, true]);
        expect(await stored(his)).toBeUndefined();
        expect(await stored(hers)).toMatchObject({ state: 'held' });
      }
      expect(await said()).not.toContain('zumbi');
    });
  });
