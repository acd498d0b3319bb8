import { describe, expect, it } from 'vitest';
import { readClinicContext } from '../../../src/domain/clinic/document/contextualization.ts';
import { fillTemplate } from '../../../src/domain/templates/fill-template.ts';
import { proposedTemplates } from '../../../src/domain/templates/proposed-templates.ts';
import { checkUse, type TemplateUse } from '../../../src/domain/templates/purpose.ts';
import { unusableBecause, variablesOf } from '../../../src/domain/templates/template.ts';
import { anAppointment } from '../../support/builders/an-appointment.ts';
import { aTemplate } from '../../support/builders/a-template.ts';

const clinic = { id: 'c' as never, name: 'Clínica Aurora', timeZone: 'America/Sao_Paulo' };
const { context } = readClinicContext(clinic, {
  clinica: { informacoes_basicas: { nome: 'Clínica Aurora' } },
  profissionais: [{ id: 'lia', nome_exibicao: 'Dra. Lia' }],
});
const appointment = anAppointment(
  {
    ids: { next: () => '00000000-0000-4000-8000-000000000001' },
    now: () => new Date('2027-02-27T00:00:00Z'),
  },
  'c' as never,
  { state: 'confirmed', professionalId: 'lia' },
);
const use: TemplateUse = {
  purpose: 'reminder',
  name: 'lembrete',
  language: 'pt_BR',
  variables: { data: 'date', hora: 'time' },
  buttons: ['attend'],
};

describe('filling a template', () => {
  it('says the visit by the clinic’s clocks, with buttons that name it', () => {
    expect(fillTemplate(aTemplate(), use, { context, appointment })).toEqual({
      type: 'template',
      body: 'O seu horário é segunda-feira, 01/03, às 06:00, com a gente.',
      name: 'lembrete',
      language: 'pt_BR',
      parameterFormat: 'named',
      parameters: [
        { name: 'data', text: 'segunda-feira, 01/03' },
        { name: 'hora', text: '06:00' },
      ],
      buttons: [{ id: `attend:${appointment.id}`, title: 'Confirmar' }],
    });
  });

  it.each([
    ['PAUSED', 'UTILITY'],
    ['REJECTED', 'UTILITY'],
    ['APPROVED', 'MARKETING'],
  ])('is not done with one that is %s and %s', (status, category) => {
    const template = aTemplate({ status, category });
    expect(unusableBecause(template)).toBeDefined();
    expect(fillTemplate(template, use, { context, appointment })).toBeUndefined();
  });

  it('gives nothing to send when a value is missing, and no value with line breaks', () => {
    expect(fillTemplate(aTemplate(), use, { context })).toBeUndefined();
    const text = aTemplate({ body: 'Recado: {{t}} .', buttons: [] });
    const ofTeam: TemplateUse = { ...use, purpose: 'team-text', variables: { t: 'text' }, buttons: [] };
    const filled = fillTemplate(text, ofTeam, { context, text: 'linha 1\n\n\tlinha 2     fim' });
    expect(filled?.parameters).toEqual([{ name: 't', text: 'linha 1 linha 2 fim' }]);
    expect(fillTemplate(text, ofTeam, { context, text: ' ' })).toBeUndefined();
  });

  it('calls by the first name only, and by no wrong one', () => {
    const named = aTemplate({ body: 'Olá, {{1}}: {{2}}, {{3}}.', parameterFormat: 'positional' });
    const of = { ...use, variables: { 1: 'patient', 2: 'date', 3: 'time' } } as const;
    const bodyFor = (patientName?: string) =>
      fillTemplate(named, of, { context, appointment, patientName })?.body;
    expect(bodyFor('Marina Alves de Souza')).toMatch(/^Olá, Marina:/);
    expect(bodyFor()).toMatch(/^Olá, paciente:/);
  });
});

describe('choosing a template', () => {
  it('is refused where a variable, a button or the purpose does not fit, and says what', () => {
    expect(() => checkUse(aTemplate(), use)).not.toThrow();
    expect(() => checkUse(aTemplate(), { ...use, variables: { data: 'date' } })).toThrow(/hora/);
    expect(() => checkUse(aTemplate(), { ...use, variables: { ...use.variables, x: 'clinic' } })).toThrow(
      /x/,
    );
    expect(() => checkUse(aTemplate(), { ...use, variables: { data: 'text', hora: 'time' } })).toThrow(
      /text/,
    );
    expect(() => checkUse(aTemplate(), { ...use, variables: { data: 'clinic', hora: 'time' } })).toThrow(
      /date/,
    );
    expect(() => checkUse(aTemplate(), { ...use, buttons: [] })).toThrow(/1 buttons/);
    expect(() => checkUse(aTemplate({ header: 'IMAGE' }), use)).toThrow(/header/);
    expect(() => checkUse(aTemplate({ buttons: [{ kind: 'URL', title: 'Abrir' }] }), use)).toThrow(
      /quick replies/,
    );
  });
});

describe('the proposed templates', () => {
  it.each(proposedTemplates.map((proposed) => [proposed.purpose, proposed] as const))(
    '%s fits its purpose and Meta’s rules',
    (purpose, { name, language, body, variables, examples, buttons, ttlSeconds }) => {
      const kinds = buttons.map(({ title }) => ({ kind: 'QUICK_REPLY', title }));
      const template = aTemplate({ name, language, body, buttons: kinds });
      expect(() =>
        checkUse(template, { purpose, name, language, variables, buttons: buttons.map(({ act }) => act) }),
      ).not.toThrow();
      expect([...variablesOf(template)].sort()).toEqual(Object.keys(examples).sort());
      expect(body).not.toMatch(/^\s*\{\{|\}\}\s*$|\}\}\s*\{\{/);
      expect(body.length).toBeLessThan(600);
      expect(ttlSeconds).toBeLessThanOrEqual(43_200);
      expect(name).toMatch(/^[a-z0-9_]+$/);
      for (const { title } of buttons) expect(title.length).toBeLessThanOrEqual(25);
      // nothing that would make it marketing, or tell of health
      expect(body).not.toMatch(/R\$|desconto|aproveite|promo|consulta de|exame/i);
    },
  );
});
