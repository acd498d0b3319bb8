import { describe, expect, it } from 'vitest';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { MakeHarness } from '../../harness/harness.ts';

export const clinicAssistantsContract = (make: MakeHarness) =>
  describe('assistants of clinics', () => {
    it('are without a model until the clinic wants one', async () => {
      const harness = await make();
      const { clinicAssistants } = harness.stores;
      const [own, other] = [await harness.addClinic(), await harness.addClinic()];
      expect(await clinicAssistants.get(own)).toEqual({ usesModel: false });
      const wanted = { usesModel: true, model: 'claude-haiku-5-5', dayMicrodollars: 2_500_000 };
      await clinicAssistants.save(own, wanted);
      expect(await clinicAssistants.get(own)).toEqual(wanted);
      expect(await clinicAssistants.get(other)).toEqual({ usesModel: false });
      await clinicAssistants.save(own, { usesModel: false });
      expect(await clinicAssistants.get(own)).toEqual({ usesModel: false });
    });

    it('are of clinics only', async () => {
      const harness = await make();
      const nobody = clinicId(harness.ids.next());
      await expect(harness.stores.clinicAssistants.save(nobody, { usesModel: true })).rejects.toMatchObject({
        code: 'clinic.not-found',
      });
    });
  });
