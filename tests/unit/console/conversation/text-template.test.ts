import { describe, expect, it } from 'vitest';
import type { OfferedTemplate } from '../../../../client/atende-client.ts';
import {
  fieldWords,
  filledTemplate,
  firstOffered,
  isTooLong,
  previewOf,
  valuesOf,
} from '../../../../console/src/conversation/templates/text-template.ts';
import { guessAct, guessValue, variablesOf } from '../../../../console/src/clinic/whatsapp/template-words.ts';
import { proposedTemplates } from '../../../../src/domain/templates/proposed-templates.ts';

const template: OfferedTemplate = {
  ...{ name: 'equipe', language: 'pt_BR', body: 'Olá, {{ nome }}: {{recado}} {{outra}}' },
  fields: [
    { name: 'nome', value: 'Ana' },
    { name: 'recado', value: '' },
    { name: 'outra', value: '' },
  ],
};

describe('a template that is being filled', () => {
  it('is shown as the patient will read it: in one line, with what is missing marked', () => {
    const parts = filledTemplate(template, { recado: ' venha\n  hoje ' });
    expect(parts.map(({ text }) => text).join('')).toBe('Olá, Ana: venha hoje …');
    expect(parts.filter(({ isWritten }) => isWritten)).toEqual([{ text: 'venha hoje', isWritten: true }]);
    expect(previewOf(template)).toBe('Olá, Ana: … …');
  });

  it('says what the writer says in the place of what is known', () => {
    expect(previewOf(template, { nome: 'Aninha' })).toBe('Olá, Aninha: … …');
    expect(previewOf(template, { nome: '' })).toBe('Olá, …: … …');
  });

  it('may go when nothing is missing', () => {
    expect(valuesOf(template, { recado: 'venha' })).toBeUndefined();
    expect(valuesOf(template, { recado: ' venha', outra: 'hoje' })).toEqual({
      ...{ nome: 'Ana', recado: 'venha', outra: 'hoje' },
    });
  });
});

it('what two fields say together may be longer than WhatsApp takes', () => {
  const most = 1_024 - 'Olá, Ana:  '.length;
  const [recado, outra] = ['a'.repeat(600), 'b'.repeat(most - 600)];
  expect(isTooLong(template, { recado, outra })).toBe(false);
  expect(isTooLong(template, { recado, outra: `${outra} b` })).toBe(true);
  expect(isTooLong(template, { recado, outra: `${outra}  ` })).toBe(false);
});

it('of the templates the one for the team’s own words comes first', () => {
  const ofTeam = { ...template, name: 'texto', textField: 'recado' };
  expect(firstOffered([template, ofTeam])).toBe(ofTeam);
  expect(firstOffered([template])).toBe(template);
  expect(firstOffered([])).toBeUndefined();
});

it('a field is called as its variable, as well as that says it', () => {
  expect(['1', 'nome_da_clinica', 'dia'].map(fieldWords)).toEqual(['Campo 1', 'Nome da clínica', 'Dia']);
});

it('what variables say and buttons do is guessed rightly for the templates that we propose', () => {
  for (const { body, variables, buttons } of proposedTemplates) {
    const guessed = variablesOf({ body }).map((name) => [name, guessValue(name)]);
    expect(Object.fromEntries(guessed)).toEqual(variables);
    expect(buttons.map(({ title }) => guessAct(title))).toEqual(buttons.map(({ act }) => act));
  }
});
