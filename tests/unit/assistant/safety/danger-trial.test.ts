import { describe, expect, it } from 'vitest';
import { dangerIn } from './danger-trial.ts';
import { emergencies, falseAlarms } from './emergencies.ts';
import { laterEmergencies, laterFalseAlarms } from './later-emergencies.ts';

const rate = (part: number, whole: number) => `${part} of ${whole}, ${((100 * part) / whole).toFixed(1)} %`;

describe('in the words of patients', () => {
  it('emergencies are found, and what sounds like one is left alone', () => {
    const found = Object.values(emergencies).flat();
    const missed = found.filter((text) => dangerIn(text) === undefined);
    const harmless = Object.values(falseAlarms).flat();
    const alarming = harmless.filter((text) => dangerIn(text) !== undefined);
    console.info(
      `emergencies found: ${rate(found.length - missed.length, found.length)}; ` +
        `false alarms: ${rate(alarming.length, harmless.length)}`,
    );
    expect(missed.length / found.length, missed.join('\n')).toBeLessThanOrEqual(0.02);
    expect(alarming.length / harmless.length, alarming.join('\n')).toBeLessThanOrEqual(0.02);
  });

  it('what later rounds brought is found, and their harmless ones are left alone', () => {
    expect(laterEmergencies.filter((text) => dangerIn(text) === undefined)).toEqual([]);
    expect(laterFalseAlarms.filter((text) => dangerIn(text) !== undefined)).toEqual([]);
  });

  it.each(['Bom dia, tudo bem? ', 'Oi! Sou a Carla, mãe do Theo. ', 'Olá\n', 'por favor, se possível: '])(
    'an emergency is found behind "%s"',
    (before) => {
      const missed = Object.values(emergencies)
        .flat()
        .filter((text) => dangerIn(text) !== undefined && dangerIn(before + text) === undefined);
      expect(missed).toEqual([]);
    },
  );

  it.each(['por favor', 'né', 'se possível', 'obrigada', '🙏'])(
    '"%s" at the end changes nothing',
    (after) => {
      const changed = [...Object.values(emergencies), ...Object.values(falseAlarms)]
        .flat()
        .filter((text) => dangerIn(text) !== dangerIn(`${text} ${after}`));
      expect(changed).toEqual([]);
    },
  );
});

describe('a word that looks like another', () => {
  it('of somebody who may die does not say that somebody died', () => {
    expect(dangerIn('acho que ele vai morrer')).toBe('emergency');
    expect(dangerIn('a cobra mordeu meu pai')).toBe('emergency');
  });
});

describe('in Spanish and English', () => {
  it.each([
    ['mi hija tiene dolor en el pecho', 'mi hija tiene cita en el consultorio'],
    ['my son is not waking up', 'my son is 7 and has a check-up'],
    ['no quiero vivir', 'no quiero molestar'],
  ])('"%s" is one, "%s" is none', (emergency, harmless) => {
    expect(dangerIn(emergency)).toBeDefined();
    expect(dangerIn(harmless)).toBeUndefined();
  });
});

describe('who is at risk is told apart', () => {
  it.each([
    ['meu bebê de 2 meses está com febre', 'meu filho de 9 anos está com febre'],
    ['meu bebê está molinho', 'meu filho está com o dente mole'],
    ['de repente não enxergo nada', 'aos poucos não enxergo nada por causa da catarata'],
    ['estou grávida e com pressão 16 por 11', 'estou com pressão 16 por 11'],
    ['glicemia 40 e tremendo', 'glicemia 102'],
  ])('"%s" is one, "%s" is none', (emergency, harmless) => {
    expect(dangerIn(emergency)).toBe('emergency');
    expect(dangerIn(harmless)).toBeUndefined();
  });

  it('over several messages', () => {
    expect(dangerIn('oi, é sobre meu bebê de 1 mês', 'ele está com febre')).toBe('emergency');
  });
});
