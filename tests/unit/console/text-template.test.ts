import { describe, expect, it } from 'vitest';
import type { Template, Templates, TemplateUse } from '../../../client/atende-client.ts';
import { filledTemplate, textTemplate } from '../../../console/src/conversation/text-template.ts';
import { guessAct, guessValue, variablesOf } from '../../../console/src/clinic/whatsapp/template-words.ts';
import { proposedTemplates } from '../../../src/domain/templates/proposed-templates.ts';

const template: Template = {
  ...{ wabaId: '1', name: 'equipe', language: 'pt_BR', status: 'APPROVED', category: 'UTILITY' },
  ...{ parameterFormat: 'named', body: 'Olá, {{ nome }}: {{recado}} {{outra}}', buttons: [], usable: true },
};
const use: TemplateUse = {
  purpose: 'team-text',
  ...{ name: 'equipe', language: 'pt_BR', buttons: [] },
  variables: { nome: 'patient', recado: 'text' },
};

describe('the template for the team’s own words', () => {
  const found = (templates: Template[], uses: Templates['uses'] = [use]) => textTemplate({ templates, uses });
  it('is the chosen one, in its language, as long as Meta lets it out', () => {
    const english = { ...template, language: 'en' };
    expect(found([english, template])?.template).toBe(template);
    expect(found([english])).toBeUndefined();
    expect(found([{ ...template, usable: false }])).toBeUndefined();
    expect(found([template], [{ ...use, purpose: 'reopening' }])).toBeUndefined();
  });

  it('is shown as the patient will read it: in one line, with what is missing marked', () => {
    const said = { patient: 'Ana', clinic: 'Ipê', text: ' venha\n  hoje ' };
    const parts = filledTemplate(template, use, said);
    expect(parts.map(({ text }) => text).join('')).toBe('Olá, Ana: venha hoje …');
    expect(parts.filter(({ isWritten }) => isWritten)).toEqual([{ text: 'venha hoje', isWritten: true }]);
  });
});

it('what variables say and buttons do is guessed rightly for the templates that we propose', () => {
  for (const { body, variables, buttons } of proposedTemplates) {
    const guessed = variablesOf({ body }).map((name) => [name, guessValue(name)]);
    expect(Object.fromEntries(guessed)).toEqual(variables);
    expect(buttons.map(({ title }) => guessAct(title))).toEqual(buttons.map(({ act }) => act));
  }
});
