import { beforeEach, describe, expect, it } from 'vitest';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import { erasureId, type ErasedKey } from '../../../../src/domain/privacy/erasure.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

const noon = new Date('2026-03-02T12:00:00Z');
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

export const erasedKeysContract = (make: MakeHarness) =>
  describe('erased keys', () => {
    let harness: Harness;
    let clinicId: ClinicId;
    beforeEach(async () => {
      harness = await make();
      clinicId = await harness.addClinic();
    });
    const nameOf = (word: string) => harness.erasureKeys.ofMessage(clinicId, word);
    const cover = (keys: readonly string[], sentAt = noon, clinic = clinicId) =>
      harness.stores.erasedKeys.cover([{ clinicId: clinic, keys, sentAt }]).then(([covered]) => covered);
    const remember = (...keys: readonly ErasedKey[]) =>
      harness.stores.erasedKeys.remember([{ clinicId, id: erasureId(harness.ids.next()), keys }]);

    it('are recognised by any of the names, in their clinic only', async () => {
      await remember({ key: nameOf('a') });
      expect(await cover([nameOf('b'), nameOf('a')])).toBe(true);
      expect(await cover([nameOf('b')])).toBe(false);
      expect(await cover([])).toBe(false);
      expect(await cover([nameOf('a')], noon, await harness.addClinic())).toBe(false);
    });

    it('cover what was sent until their time', async () => {
      await remember({ key: nameOf('a'), coversUntil: noon });
      expect(await cover([nameOf('a')], noon)).toBe(true);
      expect(await cover([nameOf('a')], later(1))).toBe(false);
    });

    it('keep the longer of two times, in any order', async () => {
      await remember({ key: nameOf('a'), coversUntil: later(5) }, { key: nameOf('b'), coversUntil: noon });
      await remember({ key: nameOf('a'), coversUntil: noon }, { key: nameOf('b') });
      expect(await cover([nameOf('a')], later(5))).toBe(true);
      expect(await cover([nameOf('a')], later(6))).toBe(false);
      expect(await cover([nameOf('b')], later(6_000))).toBe(true);
    });

    it('answer for many at once, in order', async () => {
      await remember({ key: nameOf('a') });
      const marks = ['b', 'a', 'c', 'a'].map((word) => ({ clinicId, keys: [nameOf(word)], sentAt: noon }));
      expect(await harness.stores.erasedKeys.cover(marks)).toEqual([false, true, false, true]);
      expect(await harness.stores.erasedKeys.cover([])).toEqual([]);
    });

    it('are forgotten when their time is over, so many at a time', async () => {
      await remember(
        { key: nameOf('a'), keepUntil: noon },
        { key: nameOf('b'), keepUntil: later(1) },
        { key: nameOf('c'), keepUntil: later(9) },
        { key: nameOf('d') },
      );
      const { erasedKeys } = harness.stores;
      expect(await erasedKeys.forget(later(5), 1)).toBe(1);
      expect(await erasedKeys.forget(later(5), 10)).toBe(1);
      expect(await erasedKeys.forget(later(5), 10)).toBe(0);
      expect(await Promise.all(['a', 'b', 'c', 'd'].map((word) => cover([nameOf(word)])))).toEqual([
        false,
        false,
        true,
        true,
      ]);
    });

    it('are the same from a dedupe key and from what a store keeps of it', async () => {
      const { erasureKeys: keys } = harness;
      // md5 of "in:wamid.1"
      expect(keys.ofStoredKey(clinicId, 'b64afc57-c13e-bfce-6eb2-56522ea43a56')).toBe(
        keys.ofMessage(clinicId, 'in:wamid.1'),
      );
      const other = await harness.addClinic();
      expect(keys.ofMessage(other, 'in:wamid.1')).not.toBe(keys.ofMessage(clinicId, 'in:wamid.1'));
      expect(keys.ofIdentity(clinicId, { kind: 'bsuid', value: 'x' })).not.toBe(
        keys.ofMessage(clinicId, 'bsuid:x'),
      );
    });
  });
