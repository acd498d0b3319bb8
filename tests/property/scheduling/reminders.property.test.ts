import fc from 'fast-check';
import { test } from 'vitest';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { hesitate, memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { makeResolveClinicContext } from '../../../src/application/clinic/resolve-clinic-context.ts';
import { makeForeseeNotice } from '../../../src/application/messaging/window/foresee-notice.ts';
import type { Reminders } from '../../../src/application/ports/scheduling/reminders.ts';
import { makeRemindPatient } from '../../../src/application/scheduling/remind-patient.ts';
import { rememberedContexts } from '../../../src/adapters/caching/remembered-contexts.ts';
import type { AppointmentId } from '../../../src/domain/scheduling/appointment.ts';
import { ana } from '../../support/builders/a-received-message.ts';
import { anAppointment } from '../../support/builders/an-appointment.ts';
import { addMemoryClinic, addMemoryNumber } from '../../support/worlds/memory-clinics.ts';

const hour = 3_600_000;
const leaseMs = 60_000;
const noon = new Date('2026-03-02T12:00:00-03:00');

/** What happens in an hour of the clinic. */
const event = fc.oneof(
  { weight: 4, arbitrary: fc.constant('nothing' as const) },
  fc.constantFrom('move', 'cancel', 'attend', 'rules', 'off', 'on', 'pause'),
);
const death = fc.constantFrom('never', 'before settle', 'after settle', 'instead of waking', 'slow');

class Died extends Error {}

test('every reminder of every time of a visit goes out once, or is skipped with a reason, whoever dies', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ event, death, which: fc.nat(3) }), { minLength: 90, maxLength: 90 }),
      fc.nat(),
      async (hours, seed) => {
        const clock = memoryClock(noon);
        const db = memoryDatabase(clock, { pause: hesitate(seededRandomness(seed)) });
        const stores = memoryStores(db);
        const clinicId = addMemoryClinic(db, {
          timeZone: 'America/Sao_Paulo',
          contextualization: { lembretes: ['1 dia antes às 10:00', '2 horas antes'] },
        });
        const { whatsappNumber } = addMemoryNumber(db, clinicId, { whatsappNumber: '5547333300000' });
        const [placement] = await stores.people.place(
          [{ clinicId, whatsappNumber, sighting: ana }],
          clock.now(),
        );
        const { contactId, conversationId } = placement!;
        const row = db.clinics.get(clinicId)!;
        // the window stays open, so that nothing but time, moves and deaths decides
        const openWindow = () => {
          db.conversations.get(conversationId)!.lastPatientMessageAt = clock.now();
        };
        const visits = [30, 49, 70].map((ahead) => {
          const start = new Date(noon.getTime() + ahead * hour);
          const appointment = anAppointment(
            { ids: db.ids, now: () => new Date(noon.getTime() - 72 * hour) },
            clinicId,
            {
              state: 'confirmed',
              slot: { start, end: new Date(start.getTime() + hour / 2) },
              contactId,
              conversationId,
              calendarId: `calendar-${ahead}`,
            },
          );
          db.book.appointments.set(appointment.id, {
            appointment,
            written: undefined,
            nextSyncAt: undefined,
            leaseUntil: undefined,
            leaseToken: 0,
            attempts: 0,
            notifiedOfDelay: false,
            eventChanges: 0,
            eventLooked: 0,
            areDeletionsHeld: false,
            news: undefined,
          });
          return appointment.id;
        });
        const change = (id: AppointmentId, wish: object) => {
          const found = db.book.appointments.get(id)!;
          found.appointment = { ...found.appointment, ...wish };
        };

        const worker = (how: string) => {
          const reminders: Reminders = {
            ...stores.reminders,
            async settle(...settling) {
              if (how === 'before settle') throw new Died();
              // whoever is stopped for longer than its lease comes back
              if (how === 'slow') {
                clock.advance(leaseMs + 1);
                await work('never');
              }
              const held = await stores.reminders.settle(...settling);
              if (how === 'after settle') throw new Died();
              return held;
            },
          };
          return makeRemindPatient({
            reminders,
            resolveClinicContext: makeResolveClinicContext({
              clinics: stores.clinics,
              readContexts: rememberedContexts(),
            }),
            foreseeNotice: makeForeseeNotice({ ...stores, clock }),
            alerts: stores.alerts,
            ids: db.ids,
            clock,
          });
        };
        const work = async (how: string) => {
          openWindow();
          if (how === 'instead of waking') {
            await stores.reminders.claim(9, leaseMs);
            return;
          }
          const claimed = await stores.reminders.claim(9, leaseMs);
          await Promise.allSettled(claimed.map(worker(how)));
        };

        const times = new Map<AppointmentId, Set<number>>(visits.map((id) => [id, new Set()]));
        for (const { event: what, death: how, which } of hours) {
          const id = visits[which % visits.length]!;
          const { appointment } = db.book.appointments.get(id)!;
          if (what === 'move' && appointment.state === 'confirmed') {
            const start = new Date(appointment.slot.start.getTime() + (which - 1) * 5 * hour);
            change(id, { slot: { start, end: new Date(start.getTime() + hour / 2) } });
          }
          if (what === 'cancel' && which === 3) change(id, { state: 'cancelled' });
          if (what === 'attend' && appointment.state === 'confirmed')
            change(id, { attendanceConfirmedAt: clock.now() });
          if (what === 'rules')
            row.contextualization = { lembretes: [`1 dia antes às ${9 + which}:00`, '2 horas antes'] };
          if (what === 'off' || what === 'on') row.active = what === 'on';
          if (what !== 'pause') await Promise.all([work(how), work('never')]);
          for (const [visit, known] of times)
            known.add(db.book.appointments.get(visit)!.appointment.slot.start.getTime());
          clock.advance(hour - (clock.now().getTime() % hour) + 1);
        }

        const decided = db.book.reminders;
        const keys = decided.map(({ appointmentId: id, start, rule }) => `${id} ${start} ${rule}`);
        if (new Set(keys).size < keys.length) throw new Error('decided twice');
        const messages = db.messages.filter(({ about }) => about?.kind === 'reminder');
        const sent = decided.filter(({ messageId }) => messageId !== undefined);
        if (messages.length !== sent.length) throw new Error(`${messages.length} sent, ${sent.length} noted`);
        for (const { skipped, messageId, appointmentId: id, start, decidedAt } of decided) {
          if ((skipped === undefined) === (messageId === undefined))
            throw new Error('neither sent nor skipped');
          if (!times.get(id)?.has(start)) throw new Error('of a time that the visit never had');
          if (decidedAt.getTime() >= start) throw new Error('after the visit has begun');
        }
        // nothing is left due in the clinic when it works and the visits are over
        row.active = true;
        clock.advance(200 * hour);
        for (let round = 0; round < 3; round += 1) await work('never');
        if ((await stores.reminders.claim(9, leaseMs)).length > 0)
          throw new Error('something stays due for ever');
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
