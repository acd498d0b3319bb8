import { describe, expect, it } from 'vitest';
import type { WebhookItem } from '../../../src/domain/messaging/webhook-item.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import { aStatus } from '../../support/builders/a-status.ts';
import { backUp } from '../../support/worlds/memory-backup.ts';
import { everythingIn } from '../../support/worlds/memory-everything.ts';
import { privacyWorld, type PrivacyWorld } from '../../support/worlds/privacy-world.ts';

const number = { phoneNumberId: 'pn-1' };
const gone = { phone: phone('5547991112222'), bsuid: 'BR.gone' };
const ingest = (world: PrivacyWorld, ...items: WebhookItem[]) =>
  world.ingestMessage({ items, requestId: 'r' });
const ownerOf = ({ db, clinicId }: PrivacyWorld, key: string) => {
  const owner = db.people.get(clinicId)?.directory.owners.get(key);
  if (owner === undefined) throw new Error(`Nobody has ${key}`);
  return owner.contactId;
};
const linesWith = ({ db }: PrivacyWorld, marker: RegExp) =>
  everythingIn(db).filter((line) => marker.test(line));

describe('erasing again after a restore', () => {
  it('does what the older backup has undone, keeps the certificate, and leaves the others', async () => {
    const world = privacyWorld();
    await ingest(
      world,
      aMessage({ number, person: gone, text: 'GONE 1' }),
      aMessage({ number, person: gone, text: 'GONE \u0000' }),
      aMessage({ number, person: { bsuid: 'BR.stays' }, text: 'KEPT' }),
    );
    const restore = backUp(world.db);
    const erasure = await world.erase(world.clinicId, ownerOf(world, 'bsuid:BR.gone'));
    restore();
    expect(linesWith(world, /GONE/)).toHaveLength(2);
    expect(await world.reapplyErasures()).toEqual({
      entries: 1,
      unknown: 1,
      erasedAgain: 1,
      writtenAgain: 0,
    });
    expect(linesWith(world, /GONE|BR\.gone|5547991112222/)).toEqual([]);
    expect(linesWith(world, /KEPT/)).toHaveLength(1);
    expect(await world.stores.erasures.get(world.clinicId, erasure.id)).toMatchObject({
      state: 'done',
      certificate: erasure.certificate,
    });
    expect(await world.reapplyErasures()).toEqual({
      entries: 1,
      unknown: 0,
      erasedAgain: 0,
      writtenAgain: 0,
    });
  });

  it('knows what came after the backup and was erased, too', async () => {
    const world = privacyWorld();
    const restore = backUp(world.db);
    const message = aMessage({ number, person: gone, text: 'GONE' });
    await ingest(world, message);
    await world.erase(world.clinicId, ownerOf(world, 'bsuid:BR.gone'));
    restore();
    await world.reapplyErasures();
    expect(await ingest(world, message)).toEqual([{ outcome: 'erased', clinicId: world.clinicId }]);
    expect(linesWith(world, /GONE/)).toEqual([]);
  });

  it('finds what was parked before the person had a contact', async () => {
    const world = privacyWorld();
    await ingest(world, aStatus('sent', { number, metaMessageId: 'foreign', recipient: gone, raw: 'GONE' }));
    const restore = backUp(world.db);
    await ingest(world, aMessage({ number, person: gone }));
    await world.erase(world.clinicId, ownerOf(world, 'bsuid:BR.gone'));
    restore();
    await world.reapplyErasures();
    expect(linesWith(world, /GONE|BR\.gone/)).toEqual([]);
  });

  it('leaves the former owner of a recycled phone alone', async () => {
    const world = privacyWorld();
    const shared = phone('5547991112222');
    await ingest(world, aMessage({ number, person: { phone: shared, bsuid: 'BR.former' }, text: 'KEPT' }));
    const restore = backUp(world.db);
    await ingest(world, aMessage({ number, person: { phone: shared, bsuid: 'BR.gone' }, text: 'GONE' }));
    const newOwner = ownerOf(world, `phone:${shared}`);
    expect(newOwner).toBe(ownerOf(world, 'bsuid:BR.gone'));
    await world.erase(world.clinicId, newOwner);
    restore();
    await world.reapplyErasures();
    expect(linesWith(world, /KEPT/)).toHaveLength(1);
    expect(ownerOf(world, `phone:${shared}`)).toBe(ownerOf(world, 'bsuid:BR.former'));
  });

  it('parts again who was parted before the erasure', async () => {
    const world = privacyWorld();
    const [before, overtook] = [{ bsuid: 'BR.gone' }, { bsuid: 'BR.stays' }];
    await ingest(world, aMessage({ number, person: before, text: 'GONE' }));
    await ingest(world, aMessage({ number, person: overtook, text: 'KEPT' }));
    const merged = ownerOf(world, 'bsuid:BR.stays');
    await ingest(
      world,
      aMessage({
        number,
        person: before,
        type: 'system',
        identityChange: { previous: before, current: overtook },
      }),
    );
    const kept = ownerOf(world, 'bsuid:BR.stays');
    expect(kept).not.toBe(merged);
    const restore = backUp(world.db);
    await world.stores.people.undoMerge(world.clinicId, merged, world.clock.now());
    await world.erase(world.clinicId, kept);
    expect(linesWith(world, /KEPT/)).toHaveLength(1);
    restore();
    await world.reapplyErasures();
    expect(linesWith(world, /GONE/)).toEqual([]);
    expect(linesWith(world, /KEPT/)).toHaveLength(1);
    expect(ownerOf(world, 'bsuid:BR.stays')).toBe(merged);
  });

  it('does not erase a person who came back, at no start', async () => {
    const world = privacyWorld();
    await ingest(world, aMessage({ number, person: gone, text: 'GONE' }));
    await world.erase(world.clinicId, ownerOf(world, 'bsuid:BR.gone'));
    await ingest(world, aMessage({ number, person: gone, text: 'I am back' }));
    expect(await world.reapplyErasures()).toEqual({
      entries: 1,
      unknown: 0,
      erasedAgain: 0,
      writtenAgain: 0,
    });
    expect(linesWith(world, /I am back/)).toHaveLength(1);
  });

  it('writes a journal that was lost anew, so that it works after the next restore', async () => {
    const world = privacyWorld();
    await ingest(world, aMessage({ number, person: gone, text: 'GONE' }));
    const restore = backUp(world.db);
    const erasure = await world.erase(world.clinicId, ownerOf(world, 'bsuid:BR.gone'));
    world.erasureJournal.lose();
    expect(await world.reapplyErasures()).toEqual({
      entries: 0,
      unknown: 0,
      erasedAgain: 0,
      writtenAgain: 1,
    });
    restore();
    expect(await world.reapplyErasures()).toMatchObject({ entries: 1, erasedAgain: 1, writtenAgain: 0 });
    expect(linesWith(world, /GONE/)).toEqual([]);
    const found = await world.stores.erasures.get(world.clinicId, erasure.id);
    expect(found?.certificate).toBe(erasure.certificate);
  });
});
