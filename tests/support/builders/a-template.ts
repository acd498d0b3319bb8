import type { Template } from '../../../src/domain/templates/template.ts';

/** An approved utility with two variables and one quick reply. */
export const aTemplate = (wish: Partial<Template> = {}): Template => ({
  wabaId: 'waba-1',
  name: 'lembrete',
  language: 'pt_BR',
  status: 'APPROVED',
  category: 'UTILITY',
  parameterFormat: 'named',
  body: 'O seu horário é {{data}}, às {{hora}}, com a gente.',
  buttons: [{ kind: 'QUICK_REPLY', title: 'Confirmar' }],
  ...wish,
});
