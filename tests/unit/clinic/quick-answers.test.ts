import { describe, expect, it } from 'vitest';
import { memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryQuickAnswers } from '../../../src/adapters/memory/clinic/quick-answers.ts';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { makePutQuickAnswer } from '../../../src/application/inbox/put-quick-answer.ts';
import { makeRemoveQuickAnswer } from '../../../src/application/inbox/remove-quick-answer.ts';
import { ClinicNotFound } from '../../../src/domain/clinic/clinic-errors.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import {
  QuickAnswerEmpty,
  QuickAnswerNameTaken,
  QuickAnswerNotFound,
  QuickAnswersFull,
} from '../../../src/domain/inbox/quick-answer-errors.ts';
import {
  quickAnswer,
  quickAnswerId,
  quickAnswerLimits,
  refuseQuickAnswer,
} from '../../../src/domain/inbox/quick-answer.ts';
import { addMemoryClinic } from '../../support/worlds/memory-clinics.ts';

const id = quickAnswerId('1');
const anAnswer = (parts: { name?: string; text?: string }) => ({
  id,
  name: 'pix',
  text: 'A chave é…',
  ...parts,
});

describe('a quick answer', () => {
  it('is kept with a name of one line, and with the lines of its text', () => {
    const written = anAnswer({
      name: '  como   chegar ',
      text: ' Rua das Flores, 10\r\n\r\nAo lado da praça \n',
    });
    expect(quickAnswer(written)).toEqual({
      id,
      name: 'como chegar',
      text: 'Rua das Flores, 10\n\nAo lado da praça',
    });
  });

  it.each<{ name?: string; text?: string }>([
    { name: ' \u200b ' },
    { text: ' \n\u2800 ' },
    { name: '\ud800' },
    { text: '\u0000' },
  ])('is refused when there is nothing to be seen of it: %j', (parts) => {
    expect(() => quickAnswer(anAnswer(parts))).toThrow(QuickAnswerEmpty);
  });

  it('has a name that no other one has, in whatever case and however its accents are written', () => {
    const others = [{ name: 'Endereço' }, { name: 'pix' }];
    for (const name of ['PIX', 'endereço', 'ENDEREC\u0327O'])
      expect(() => refuseQuickAnswer({ name }, others), name).toThrow(QuickAnswerNameTaken);
    // an accent tells names apart
    expect(() => refuseQuickAnswer({ name: 'Endereco' }, others)).not.toThrow();
  });

  it('is one of a hundred at most', () => {
    const others = Array.from({ length: quickAnswerLimits.perClinic }, (_, n) => ({ name: `${n}` }));
    expect(() => refuseQuickAnswer({ name: 'pix' }, others.slice(1))).not.toThrow();
    expect(() => refuseQuickAnswer({ name: 'pix' }, others)).toThrow(QuickAnswersFull);
  });
});

describe('the clinic’s quick answers', () => {
  const aWorld = () => {
    const db = memoryDatabase(memoryClock());
    const quickAnswers = memoryQuickAnswers(db);
    const [put, remove] = [makePutQuickAnswer({ quickAnswers }), makeRemoveQuickAnswer({ quickAnswers })];
    return { clinic: addMemoryClinic(db), quickAnswers, put, remove };
  };

  it('are kept as the rules make them', async () => {
    const { clinic, quickAnswers, put } = aWorld();
    const kept = await put({ clinicId: clinic, answer: anAnswer({ name: ' pix ' }) });
    expect(kept).toEqual(anAnswer({}));
    expect(await quickAnswers.list(clinic)).toEqual([kept]);
  });

  it('refuse a second one of the same name, and a clinic that is none', async () => {
    const { clinic, put } = aWorld();
    await put({ clinicId: clinic, answer: anAnswer({}) });
    const again = { ...anAnswer({ name: 'Pix' }), id: quickAnswerId('2') };
    await expect(put({ clinicId: clinic, answer: again })).rejects.toThrow(QuickAnswerNameTaken);
    await expect(put({ clinicId: clinicId('none'), answer: again })).rejects.toThrow(ClinicNotFound);
  });

  it('are removed once', async () => {
    const { clinic, quickAnswers, put, remove } = aWorld();
    await put({ clinicId: clinic, answer: anAnswer({}) });
    await remove(clinic, id);
    expect(await quickAnswers.list(clinic)).toEqual([]);
    await expect(remove(clinic, id)).rejects.toThrow(QuickAnswerNotFound);
  });
});
