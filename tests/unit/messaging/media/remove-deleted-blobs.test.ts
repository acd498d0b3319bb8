import { expect, it } from 'vitest';
import { makeRemoveDeletedBlobs } from '../../../../src/application/media/remove-deleted-blobs.ts';
import { memoryWorld } from '../../../support/worlds/memory-world.ts';

it('a deleted file that cannot be removed keeps no other one', async () => {
  const { db, stores, clinicId, clock } = memoryWorld();
  const names = ['stuck', 'second', 'third'].map((name) => `${clinicId}/${name}/1`);
  for (const name of names) db.deletedBlobs.add(name);
  const removed: string[] = [];
  const mediaVault = {
    keep: () => Promise.reject(new Error('not asked for')),
    open: () => Promise.resolve(undefined),
    remove(name: string) {
      if (name === names[0]) return Promise.reject(new Error('stuck'));
      removed.push(name);
      return Promise.resolve();
    },
  };
  const { messageMedia, outgoingFiles } = stores;
  const removeDeletedBlobs = makeRemoveDeletedBlobs({ messageMedia, outgoingFiles, mediaVault, clock });
  await expect(removeDeletedBlobs(() => true)).rejects.toThrow('stuck');
  expect(removed).toEqual(names.slice(1));
  expect(await messageMedia.deletedBlobs(9)).toEqual([{ clinicId, name: names[0] }]);
});
