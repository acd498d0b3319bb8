import { beforeEach, describe, expect, it } from 'vitest';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { contactId, type Sighting } from '../../../src/domain/messaging/people/contact-identity.ts';
import {
  newDirectory,
  type PeopleChange,
  type PeopleDirectory,
} from '../../../src/domain/messaging/people/people.ts';
import { followIdentityChange, placePerson } from '../../../src/domain/messaging/people/place-person.ts';
import { ana, phone } from '../../support/builders/a-received-message.ts';

const now = new Date('2026-03-02T12:00:00Z');
const later = new Date(now.getTime() + 25 * 3_600_000);
const newPhone = { phone: phone('5511988887777') };

describe('placing a person', () => {
  let directory: PeopleDirectory;
  let made: number;
  beforeEach(() => {
    directory = newDirectory(clinicId('clinic'));
    made = 0;
  });
  const placing = (at = now) => ({ directory, now: at, newId: () => contactId(`person-${++made}`) });
  const place = (sighting: Sighting) => placePerson(sighting, placing());
  const tell = (previous: Sighting, current: Sighting, at = now) =>
    followIdentityChange({ previous, current }, placing(at));
  const types = (changes: readonly PeopleChange[]) => changes.map(({ type }) => type);

  it('changes nothing the second time', () => {
    place({ ...ana, bsuid: 'BR.ana', profileName: 'Ana' });
    expect(place({ ...ana, bsuid: 'BR.ana', profileName: 'Ana' })).toEqual({
      contactId: 'person-1',
      changes: [],
    });
  });

  it('follows the name of the profile and keeps it when none is given', () => {
    place({ ...ana, profileName: 'Ana' });
    expect(place({ ...ana, profileName: 'Ana Maria' }).changes).toEqual([
      { type: 'rename', contactId: 'person-1', profileName: 'Ana Maria' },
    ]);
    expect(place(ana).changes).toEqual([]);
  });

  it('takes the name that the clinic gives for who has none, and for nobody else', () => {
    const nameOf = (id: string) => directory.contacts.get(contactId(id))?.profileName;
    place({ ...ana, givenName: 'Ana' });
    expect(nameOf('person-1')).toBe('Ana');
    expect(place({ ...ana, givenName: 'Carlos' }).changes).toEqual([]);
    place({ ...ana, profileName: 'Ana Maria', givenName: 'Carlos' });
    expect(nameOf('person-1')).toBe('Ana Maria');
    place(newPhone);
    expect(place({ ...newPhone, givenName: 'Rui' }).changes).toEqual([
      { type: 'rename', contactId: 'person-2', profileName: 'Rui' },
    ]);
  });

  it('trusts a BSUID more than a phone', () => {
    place({ ...ana, bsuid: 'BR.ana' });
    expect(place({ ...newPhone, bsuid: 'BR.ana' })).toMatchObject({ contactId: 'person-1' });
  });

  it('finds a person by the parent BSUID when the BSUID is new', () => {
    place({ bsuid: 'BR.one', parentBsuid: 'BR.parent' });
    expect(place({ bsuid: 'BR.two', parentBsuid: 'BR.parent' }).contactId).toBe('person-1');
  });

  it('makes a new person of a recycled phone and flags both', () => {
    place({ ...ana, bsuid: 'BR.old' });
    const { contactId: id, changes } = place({ ...ana, bsuid: 'BR.new' });
    expect(id).toBe('person-2');
    expect(types(changes)).toEqual(['create', 'attach', 'move', 'move', 'flag', 'flag']);
    expect(place(ana).contactId).toBe('person-2');
    expect(place({ bsuid: 'BR.old' }).contactId).toBe('person-1');
  });

  it('supersedes old identifiers when news of a change come first', () => {
    place({ ...ana, bsuid: 'BR.ana' });
    const { contactId: id, changes } = tell({ ...ana, bsuid: 'BR.ana' }, { ...newPhone, bsuid: 'BR.ana' });
    expect(id).toBe('person-1');
    expect(types(changes)).toEqual(['attach', 'attach', 'supersede', 'supersede']);
    expect(tell({ ...ana, bsuid: 'BR.ana' }, { ...newPhone, bsuid: 'BR.ana' }).changes).toEqual([]);
  });

  it('does not find a superseded phone, but still knows whose a superseded BSUID was', () => {
    place({ ...ana, bsuid: 'BR.first' });
    tell({ ...ana, bsuid: 'BR.first' }, { ...newPhone, bsuid: 'BR.second' });
    expect(place({ bsuid: 'BR.first' }).contactId).toBe('person-1');
    expect(place(ana).contactId).toBe('person-2');
  });

  it('merges a person that only a message which overtook the news has made', () => {
    place({ bsuid: 'BR.first' });
    place({ bsuid: 'BR.second' });
    const { contactId: id, changes } = tell({ bsuid: 'BR.first' }, { bsuid: 'BR.second' });
    expect(id).toBe('person-1');
    expect(types(changes)).toEqual(['merge', 'supersede']);
    expect(place({ bsuid: 'BR.second' }).contactId).toBe('person-1');
  });

  it.each([
    ['has a past', { bsuid: 'BR.second' }, later],
    ['has identifiers of its own', { parentBsuid: 'BR.ENT.other', bsuid: 'BR.second' }, now],
  ])('flags both and merges nothing when the other one %s', (_, other, at) => {
    place({ bsuid: 'BR.first' });
    place(other);
    const { contactId: id, changes } = tell({ bsuid: 'BR.first' }, { bsuid: 'BR.second' }, at);
    expect(id).toBe('person-2');
    expect(types(changes)).toEqual(['flag', 'flag']);
  });

  it('takes the phone that the new BSUID wrote from for the same person’s', () => {
    place({ bsuid: 'BR.first' });
    place({ ...newPhone, bsuid: 'BR.second' });
    expect(tell({ bsuid: 'BR.first' }, { bsuid: 'BR.second' }).contactId).toBe('person-1');
    expect(place(newPhone).contactId).toBe('person-1');
  });

  it('makes a person of news about strangers', () => {
    expect(tell(ana, newPhone).contactId).toBe('person-1');
    expect(place(newPhone).contactId).toBe('person-1');
    expect(place(ana).contactId).toBe('person-2');
  });
});
