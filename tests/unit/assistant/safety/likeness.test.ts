import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digestOf, labelledIn, sentenceFiles } from '../../../../dev/emergencies/labelled.ts';
import { learn } from '../../../../dev/emergencies/learn.ts';
import { weightsFile, weightsModule } from '../../../../dev/emergencies/weights-file.ts';
import { judged } from '../../../../src/domain/assistant/safety/danger-in-steps.ts';
import { dangerBySigns } from '../../../../src/domain/assistant/safety/danger-signs.ts';
import { likenessIn } from '../../../../src/domain/assistant/safety/likeness/likeness.ts';
import { bestMs, holdsShortly } from '../../../support/holds-shortly.ts';
import { dangerIn, suspicionOf } from './danger-trial.ts';
import { falseAlarms } from './emergencies.ts';
import { laterFalseAlarms } from './later-emergencies.ts';

const sentences = [...sentenceFiles().values()].flat();

describe('what was learnt', () => {
  it('was learnt from the sentences as they stand: else `npm run emergencies -- learn`', () => {
    expect(readFileSync(weightsFile, 'utf8')).toContain(`digest ${digestOf(sentences)}.`);
  });

  it('is the same, byte by byte, whenever it is learnt', () => {
    const some = sentences.filter((_, at) => at % 20 === 0);
    const first = weightsModule(learn(some), digestOf(some));
    expect(weightsModule(learn(some), digestOf(some))).toBe(first);
  });

  it('tells emergencies from what was made to look like them', () => {
    const [near, far] = [learnt(true), learnt(false)];
    expect(near).toBeGreaterThan(0.9);
    expect(far).toBeLessThan(0.1);
  });
});

it('who thinks of dying is told apart from other emergencies', () => {
  const some = sentences.filter(({ emergency }) => emergency);
  const right = some.filter(({ text, suicidal = false }) => likenessIn([text]).suicidal >= 0.2 === suicidal);
  expect(right.length / some.length).toBeGreaterThan(0.95);
});

/** The mean likeness of all sentences that are emergencies, or are none. */
function learnt(emergency: boolean): number {
  const some = sentences.filter((sentence) => sentence.emergency === emergency);
  return some.reduce((sum, { text }) => sum + likenessIn([text]).emergency, 0) / some.length;
}

const likeness = (...texts: readonly string[]) => likenessIn(texts).emergency;

describe('the likeness of a text', () => {
  it('is found in the middle of a long one, and over several messages', () => {
    const calm = 'bom dia, queria saber o horário de atendimento e o endereço da clínica. '.repeat(12);
    const alarming = 'a perna dela ficou gelada e roxa do nada e ela grita de dor';
    expect(likeness(calm)).toBeLessThan(0.5);
    expect(likeness(`${calm}${alarming}. ${calm}`)).toBeGreaterThan(likeness(calm));
    const [first, second] = ['a perna dela ficou gelada e roxa', 'do nada e ela grita de dor'];
    expect(likeness(first, second)).toBeGreaterThanOrEqual(likeness(`${first} ${second}`));
  });

  it('of nothing is none', () => {
    expect([likeness(), likeness(''), likeness('🙏', '...')]).toEqual([0, 0, 0]);
  });

  it('takes a millisecond for a message', async () => {
    const message =
      'oi bom dia aqui é a Ana, meu pai acordou com a boca torta e não levanta o braço, o que eu faço?';
    likenessIn([message]);
    await holdsShortly(() => bestMs(() => likenessIn([message])), 'a message', 1);
  });
});

it('harmless lines of the trial carry no warning', () => {
  const warned = [...Object.values(falseAlarms).flat(), ...laterFalseAlarms].filter(
    (text) => suspicionOf(text)?.isCertain === false,
  );
  expect(warned).toEqual([]);
});

it('a line that says nothing is refused by name', () => {
  expect(() => labelledIn('{"text":"oi"}')).toThrow('{"text":"oi"}');
});

describe('what the rules find is asked back at least', () => {
  it('however little it is like an emergency, of however many words', () => {
    for (const words of [1, 5, 12, 20, 21, 200])
      for (const emergency of [0, 0.001, 0.05, 0.2, 1])
        expect(judged('emergency', { emergency, suicidal: 0 }, ['x '.repeat(words).trim()])).toBeDefined();
  });

  it('in all that anybody wrote for the readers or for their trial', () => {
    const written = [...sentences.map(({ text }) => text), ...Object.values(falseAlarms).flat()];
    const silenced = [...written, ...laterFalseAlarms].filter(
      (text) => dangerBySigns([text]) !== undefined && suspicionOf(text) === undefined,
    );
    expect(silenced).toEqual([]);
  });

  it('and raises no alarm where it is like no emergency at all', () => {
    const lost = 'socorro, perdi a carteirinha do plano, atende mesmo assim?';
    expect(dangerBySigns([lost])).toBe('emergency');
    expect(suspicionOf(lost)).toEqual({ danger: 'emergency', isCertain: false });
  });
});

it('what the rules find is not drowned by much that is calm around it', () => {
  const calm =
    'Queria marcar a consulta de retorno da minha filha e saber quanto custa, se vocês aceitam o convênio.';
  for (const times of [1, 2, 4, 8]) {
    const much = `${calm} `.repeat(times);
    expect(dangerIn(`${much}Minha mãe desmaiou. ${much}`)).toBe('emergency');
  }
});
