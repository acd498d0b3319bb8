import type { TemplateAct, TemplatePurpose, TemplateValue } from './purpose.ts';

export type ProposedTemplate = {
  readonly purpose: TemplatePurpose;
  readonly name: string;
  readonly language: 'pt_BR';
  readonly category: 'UTILITY';
  /** Named variables, never first or last: Meta refuses that. */
  readonly body: string;
  readonly variables: Readonly<Record<string, TemplateValue>>;
  /** What Meta's reviewers see in the place of each variable. */
  readonly examples: Readonly<Record<string, string>>;
  readonly buttons: readonly { readonly title: string; readonly act: TemplateAct }[];
  /** How long Meta tries to deliver it: a reminder that comes days later is worse than none. */
  readonly ttlSeconds: number;
};

const halfADay = 43_200;
const values = {
  paciente: 'patient',
  clinica: 'clinic',
  profissional: 'professional',
  data: 'date',
  hora: 'time',
} as const;
const samples = {
  paciente: 'Marina',
  clinica: 'Clínica Ipê Amarelo',
  profissional: 'Dra. Lara Monteiro',
  data: 'quinta-feira, 03/12',
  hora: '14:30',
} as const;

const propose = (
  purpose: TemplatePurpose,
  body: string,
  buttons: ProposedTemplate['buttons'] = [],
  more: { readonly values?: Record<string, TemplateValue>; readonly samples?: Record<string, string> } = {},
): ProposedTemplate => {
  const used = [...body.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
  const pick = <T>(from: Readonly<Record<string, T>>) =>
    Object.fromEntries(used.flatMap((name) => (name in from ? [[name, from[name] as T]] : [])));
  return {
    purpose,
    name: `atende_${purpose.replace('-', '_')}`,
    language: 'pt_BR',
    category: 'UTILITY',
    body,
    variables: pick<TemplateValue>({ ...values, ...more.values }),
    examples: pick<string>({ ...samples, ...more.samples }),
    buttons,
    ttlSeconds: halfADay,
  };
};

const answers: ProposedTemplate['buttons'] = [
  { title: 'Confirmar', act: 'attend' },
  { title: 'Remarcar', act: 'move' },
  { title: 'Cancelar', act: 'cancel' },
];
const changes = answers.slice(1);

/**
 * Templates that a clinic may have made at Meta with one call. Each is about one visit of this person and says nothing of
 * health, prices or offers, so that it is a utility and stays one (docs/vendors/meta.md#templates).
 */
export const proposedTemplates: readonly ProposedTemplate[] = [
  propose(
    'reminder',
    'Olá, {{paciente}}. Lembramos do seu horário com {{profissional}}: {{data}}, às {{hora}}, na {{clinica}}. Você confirma a sua presença?',
    answers,
  ),
  propose(
    'confirmation',
    'Olá, {{paciente}}. O seu horário com {{profissional}} está confirmado: {{data}}, às {{hora}}, na {{clinica}}. Se precisar mudar, use os botões.',
    changes,
  ),
  propose(
    'cancelled',
    'Olá, {{paciente}}. A {{clinica}} precisou cancelar o seu horário com {{profissional}}: {{data}}, às {{hora}}. Sentimos muito. Toque no botão para escolher outro horário.',
    [{ title: 'Remarcar', act: 'move' }],
  ),
  propose(
    'moved',
    'Olá, {{paciente}}. O seu horário com {{profissional}} foi remarcado: agora é {{data}}, às {{hora}}, na {{clinica}}. Se precisar mudar, use os botões.',
    changes,
  ),
  propose(
    'team-text',
    'Olá, {{paciente}}. A equipe da {{clinica}} tem uma mensagem sobre o seu atendimento: {{texto}} Se quiser, responda por aqui.',
    [],
    {
      values: { texto: 'text' },
      samples: { texto: 'o resultado que você pediu já pode ser retirado na recepção.' },
    },
  ),
  propose(
    'reopening',
    'Olá, {{paciente}}. A {{clinica}} tem uma resposta sobre o seu atendimento. Escreva "Oi" por aqui para recebê-la.',
  ),
];
