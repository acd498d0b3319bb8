import { beforeEach, describe, expect, it } from 'vitest';
import { clinicId, type ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import { QuickAnswerNameTaken, QuickAnswersFull } from '../../../../src/domain/inbox/quick-answer-errors.ts';
import { quickAnswerId, refuseQuickAnswer } from '../../../../src/domain/inbox/quick-answer.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const quickAnswersContract = (make: MakeHarness) =>
  describe('quick answers', () => {
    let harness: Harness;
    let clinic: ClinicId;
    beforeEach(async () => {
      harness = await make();
      clinic = await harness.addClinic();
    });
    const put = (name: string, of = clinic, id = quickAnswerId(harness.ids.next()), text = `${name}!`) => {
      const answer = { id, name, text };
      return harness.stores.quickAnswers.put({ clinicId: of, answer }, (others) =>
        refuseQuickAnswer(answer, others),
      );
    };
    const list = (of = clinic) => harness.stores.quickAnswers.list(of);
    const names = async (of = clinic) => (await list(of)).map(({ name }) => name);

    it('are listed by name, regardless of case', async () => {
      for (const name of ['pix', 'Endereço', 'Preparo', 'agendar']) await put(name);
      expect(await names()).toEqual(['agendar', 'Endereço', 'pix', 'Preparo']);
      expect((await list())[0]).toEqual({
        id: expect.any(String) as string,
        name: 'agendar',
        text: 'agendar!',
      });
    });

    it('are changed under their id, also in nothing but the case of the name', async () => {
      const added = await put('pix');
      const changed = await put('PIX', clinic, added!.id, 'A chave é o e-mail da clínica.');
      expect(changed).toEqual({ id: added!.id, name: 'PIX', text: 'A chave é o e-mail da clínica.' });
      expect(await list()).toEqual([changed]);
    });

    it('are checked against all others of the clinic, and stay as they were where the check refuses', async () => {
      const [pix, address] = [await put('Pix'), await put('endereço')];
      const before = await list();
      await expect(put('PIX')).rejects.toThrow(QuickAnswerNameTaken);
      await expect(put('ENDEREÇO', clinic, pix!.id)).rejects.toThrow(QuickAnswerNameTaken);
      expect(await list()).toEqual(before);
      expect(await put('endereço', clinic, address!.id)).toEqual(address);
    });

    it('get a name only once, however many want it at the same time', async () => {
      const results = await Promise.allSettled(['pix', 'Pix', 'PIX', 'pIx'].map((name) => put(name)));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await list()).toHaveLength(1);
    });

    it('are no more than fit, however many come at the same time', async () => {
      const addOneOfThree = (name: string) => {
        const answer = { id: quickAnswerId(harness.ids.next()), name, text: 'x' };
        return harness.stores.quickAnswers.put({ clinicId: clinic, answer }, (others) => {
          if (others.length >= 3) throw new QuickAnswersFull(3);
        });
      };
      const results = await Promise.allSettled(['a', 'b', 'c', 'd', 'e', 'f'].map(addOneOfThree));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
      expect(await list()).toHaveLength(3);
    });

    it('are of one clinic: another one may have the same names and ids, and neither sees nor removes these', async () => {
      const other = await harness.addClinic();
      const own = await put('pix');
      await put('pix', other, own!.id, 'of the other');
      expect(await list()).toEqual([own]);
      expect(await harness.stores.quickAnswers.remove(other, own!.id)).toBe(true);
      expect(await harness.stores.quickAnswers.remove(other, own!.id)).toBe(false);
      expect([await names(), await names(other)]).toEqual([['pix'], []]);
    });

    it('are of clinics only', async () => {
      const nobody = clinicId(harness.ids.next());
      expect(await put('pix', nobody)).toBeUndefined();
      expect(await list(nobody)).toEqual([]);
    });

    it('leave their name to another one when they are removed', async () => {
      const { id } = (await put('pix'))!;
      expect(await harness.stores.quickAnswers.remove(clinic, id)).toBe(true);
      expect(await harness.stores.quickAnswers.remove(clinic, id)).toBe(false);
      await put('Pix');
      expect(await names()).toEqual(['Pix']);
    });
  });
