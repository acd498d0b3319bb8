import { expect, it } from 'vitest';
import { toolWords } from '../../../../console/src/words/turn-words.ts';
import { toolSpecs } from '../../../../src/application/assistant/model/tools.ts';

it('every tool of a model has words for the clinic', () => {
  expect(toolSpecs.filter(({ name }) => toolWords(name) === name)).toEqual([]);
});
