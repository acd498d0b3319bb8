import { describe, expect, it } from 'vitest';
import { UnknownCalendars, UnknownProfessionals } from '../../../src/domain/connection/calendar-choice.ts';
import { NotConnected, ReconnectRequired } from '../../../src/domain/connection/connection-errors.ts';
import { aListed, connectionWorld } from '../../support/worlds/connection-world.ts';

const contextualization = { profissionais: [{ id: 'lia', nome_completo: 'Lia Prado', ativo: true }] };

async function connected() {
  const world = connectionWorld();
  world.calendarsOf.set('maria', [
    aListed('maria@example.com', { isPrimary: true }),
    aListed('sala', { accessRole: 'freeBusyReader', isHidden: true }),
    aListed('lia', { accessRole: 'writer' }),
  ]);
  const clinicId = world.addClinic({ contextualization });
  await world.connect(clinicId);
  const associate = (calendarIds: string[], professionals?: Record<string, string>) =>
    world.associateCalendars({ clinicId, calendarIds, ...(professionals && { professionals }) });
  return { world, clinicId, associate };
}

describe('the calendars of a clinic', () => {
  it('are listed with what may be done with them, hidden ones too', async () => {
    const { world, clinicId, associate } = await connected();
    await associate(['lia'], { lia: 'lia' });
    expect(await world.listCalendars(clinicId)).toMatchObject({
      calendars: [
        { calendarId: 'maria@example.com', use: 'bookable', isAssociated: false, isPrimary: true },
        { calendarId: 'sala', use: 'busy-only', isAssociated: false, isHidden: true },
        { calendarId: 'lia', use: 'bookable', isAssociated: true, professionalId: 'lia' },
      ],
      unlisted: [],
    });
  });

  it('are chosen by id; the named set is the active set, and the mapping stays unless a new one is given', async () => {
    const { world, clinicId, associate } = await connected();
    expect(await associate(['lia', 'sala', 'lia'], { lia: 'lia' })).toMatchObject([
      { calendarId: 'lia', professionalId: 'lia', reachability: 'reachable', isActive: true },
      { calendarId: 'sala', reachability: 'not-writable' },
    ]);
    expect(await associate(['lia'])).toMatchObject([{ calendarId: 'lia', professionalId: 'lia' }]);
    const [lia] = await associate(['lia'], {});
    expect(lia).not.toHaveProperty('professionalId');
    expect(await associate([])).toEqual([]);
    expect(await world.stores.clinicCalendars.all(clinicId)).toHaveLength(2);
  });

  it('are stored by their real id, never as primary', async () => {
    const { associate } = await connected();
    expect(await associate(['primary'], { primary: 'lia' })).toMatchObject([
      { calendarId: 'maria@example.com', professionalId: 'lia' },
    ]);
  });

  it('that the account does not have are refused by name, and nothing is changed', async () => {
    const { world, clinicId, associate } = await connected();
    await associate(['lia']);
    await expect(associate(['sala', 'nobody@x', 'gone@y'])).rejects.toMatchObject({
      code: 'connection.unknown-calendars',
      details: { calendarIds: ['nobody@x', 'gone@y'] },
    });
    await expect(associate(['sala'], { elsewhere: 'lia' })).rejects.toThrow(UnknownCalendars);
    await expect(associate(['sala'], { sala: 'nobody' })).rejects.toThrow(UnknownProfessionals);
    expect((await world.stores.clinicCalendars.active(clinicId)).map(({ calendarId }) => calendarId)).toEqual(
      ['lia'],
    );
  });

  it('that are not listed any more are said to be so, and come back when they do', async () => {
    const { world, clinicId, associate } = await connected();
    await associate(['lia', 'sala']);
    world.calendarsOf.set('maria', [aListed('lia', { accessRole: 'reader' })]);
    expect(await world.listCalendars(clinicId)).toMatchObject({ unlisted: [{ calendarId: 'sala' }] });
    expect(await world.stores.clinicCalendars.active(clinicId)).toMatchObject([
      { calendarId: 'lia', reachability: 'not-writable' },
      { calendarId: 'sala', reachability: 'not-writable' },
    ]);
    world.calendarsOf.set('maria', [aListed('lia'), aListed('sala')]);
    await world.listCalendars(clinicId);
    expect(await world.stores.clinicCalendars.active(clinicId)).toMatchObject([
      { calendarId: 'lia', reachability: 'reachable' },
      { calendarId: 'sala', reachability: 'reachable' },
    ]);
  });

  it('that could be two professionals’ are refused until somebody says whose they are, with a proposal by name', async () => {
    const world = connectionWorld();
    world.calendarsOf.set('maria', [
      aListed('l@x', { summary: 'Dra. Lara' }),
      aListed('o@x', { summary: 'Dr. Otávio' }),
    ]);
    const profissionais = [
      { id: 'lara', nome: 'Dra. Lara' },
      { id: 'otavio', nome: 'Dr. Otávio' },
    ];
    const clinicId = world.addClinic({ contextualization: { profissionais } });
    await world.connect(clinicId);
    const calendarIds = ['l@x', 'o@x'];
    await expect(world.associateCalendars({ clinicId, calendarIds })).rejects.toMatchObject({
      code: 'connection.calendars-unassigned',
      details: {
        calendars: [
          { calendarId: 'l@x', proposedProfessionalId: 'lara' },
          { calendarId: 'o@x', proposedProfessionalId: 'otavio' },
        ],
      },
    });
    expect(await world.stores.clinicCalendars.active(clinicId)).toEqual([]);
    expect(await world.listCalendars(clinicId)).toMatchObject({
      calendars: [{ proposedProfessionalId: 'lara' }, { proposedProfessionalId: 'otavio' }],
    });
    const professionals = { 'l@x': 'lara', 'o@x': 'otavio' };
    expect(await world.associateCalendars({ clinicId, calendarIds, professionals })).toHaveLength(2);
    const [first] = (await world.listCalendars(clinicId)).calendars;
    expect(first).not.toHaveProperty('proposedProfessionalId');
  });

  it('that are two of one person need the one to write to, which is kept by a body that knows no uses', async () => {
    const { world, clinicId } = await connected();
    const associate = (more: object) =>
      world.associateCalendars({ clinicId, calendarIds: ['lia', 'maria@example.com'], ...more });
    const professionals = { lia: 'lia', 'maria@example.com': 'lia' };
    await expect(associate({ professionals })).rejects.toMatchObject({
      code: 'connection.calendars-unassigned',
      details: { calendars: [{ professionalId: 'lia' }, { professionalId: 'lia' }] },
    });
    await associate({ professionals, uses: { lia: 'busy', 'maria@example.com': 'write' } });
    expect(await associate({})).toMatchObject([
      { calendarId: 'lia', chosenUse: 'busy' },
      { calendarId: 'maria@example.com', chosenUse: 'write' },
    ]);
    expect(await associate({ uses: { lia: 'ignore' }, calendarIds: ['maria@example.com'] })).toMatchObject([
      { calendarId: 'maria@example.com' },
    ]);
    const { calendars } = await world.listCalendars(clinicId);
    expect(calendars.find(({ calendarId }) => calendarId === 'lia')).toMatchObject({
      chosenUse: 'ignore',
      isAssociated: false,
    });
  });

  it('cannot be written to where the account only reads, two for one owner, or outside of the set', async () => {
    const { world, clinicId, associate } = await connected();
    const use = (uses: object, calendarIds = ['lia', 'sala', 'maria@example.com']) =>
      world.associateCalendars({ clinicId, calendarIds, professionals: {}, uses: uses as never });
    const refused = (why: string, ...ids: string[]) => ({
      code: 'connection.calendar-use-refused',
      details: { calendars: ids.map((calendarId) => ({ calendarId, why })) },
    });
    await expect(use({ sala: 'write' })).rejects.toMatchObject(refused('not-writable', 'sala'));
    const two = use({ lia: 'write', primary: 'write' });
    await expect(two).rejects.toMatchObject(refused('several', 'lia', 'maria@example.com'));
    await expect(use({ lia: 'busy' }, ['sala'])).rejects.toMatchObject(refused('not-in-set', 'lia'));
    await expect(use({ 'nobody@x': 'ignore' })).rejects.toThrow(UnknownCalendars);
    await expect(
      world.associateCalendars({ clinicId, calendarIds: ['lia'], rooms: { lia: 'sala-9' } }),
    ).rejects.toMatchObject({ code: 'connection.unknown-rooms', details: { roomIds: ['sala-9'] } });
    expect(await associate([])).toEqual([]);
  });

  it('of a clinic without a working connection cannot be listed or chosen, with the reason', async () => {
    const { world, clinicId, associate } = await connected();
    await expect(world.listCalendars(world.addClinic())).rejects.toThrow(NotConnected);
    world.google.endGrantsOf('maria');
    await expect(world.listCalendars(clinicId)).rejects.toThrow(ReconnectRequired);
    await expect(associate(['lia'])).rejects.toThrow(ReconnectRequired);
    await world.disconnect(clinicId);
    await expect(associate(['lia'])).rejects.toThrow(NotConnected);
  });
});
