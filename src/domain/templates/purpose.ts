import type { NoticeKind } from '../patient-messages/notice.ts';
import { TemplateUnfit } from './template-errors.ts';
import { variablesOf, type Template } from './template.ts';

/** What a clinic uses a template for. */
export const templatePurposes = [
  'reminder',
  'confirmation',
  'cancelled',
  'moved',
  /** What somebody of the team writes. */
  'team-text',
  /** Asks the patient to write, because something waits that has no template. */
  'reopening',
] as const;
export type TemplatePurpose = (typeof templatePurposes)[number];

/** What a variable may stand for. First names only, and nothing that tells of health. */
export const templateValues = [
  'patient',
  'clinic',
  'professional',
  'date',
  'time',
  'address',
  'text',
] as const;
export type TemplateValue = (typeof templateValues)[number];

/** What a quick reply does to the visit that the message is about. */
export const templateActs = ['attend', 'move', 'cancel'] as const;
export type TemplateAct = (typeof templateActs)[number];

/** How a clinic uses one of its templates: what each variable stands for, and what each button does. */
export type TemplateUse = {
  readonly purpose: TemplatePurpose;
  readonly name: string;
  readonly language: string;
  readonly variables: Readonly<Record<string, TemplateValue>>;
  /** One per button, in their order. */
  readonly buttons: readonly TemplateAct[];
};

const ofVisit: readonly TemplateValue[] = ['patient', 'clinic', 'professional', 'date', 'time', 'address'];
const known: Readonly<Record<TemplatePurpose, readonly TemplateValue[]>> = {
  reminder: ofVisit,
  confirmation: ofVisit,
  cancelled: ofVisit,
  moved: ofVisit,
  'team-text': ['patient', 'clinic', 'text'],
  reopening: ['patient', 'clinic'],
};

/** What must be said, or the message would be empty. */
const needed: Readonly<Record<TemplatePurpose, readonly TemplateValue[]>> = {
  reminder: ['date', 'time'],
  confirmation: ['date', 'time'],
  cancelled: ['date', 'time'],
  moved: ['date', 'time'],
  'team-text': ['text'],
  reopening: [],
};

/** The purpose under which a notice may go as a template. */
export const purposeOf: Readonly<Partial<Record<NoticeKind, TemplatePurpose>>> = {
  confirmed: 'confirmation',
  moved: 'moved',
  'moved-by-clinic': 'moved',
  cancelled: 'cancelled',
  reminder: 'reminder',
};

/** @throws TemplateUnfit when the use does not fit the template: checked before anything is sent with it. */
export function checkUse(template: Template, { purpose, variables, buttons }: TemplateUse): void {
  const wrong = (why: string) => new TemplateUnfit(why);
  if (template.header !== undefined) throw wrong('it has a header: only templates without one can be used');
  const own = variablesOf(template);
  const missing = own.filter((name) => variables[name] === undefined);
  if (missing.length > 0) throw wrong(`nothing is said for its variables ${missing.join(', ')}`);
  const foreign = Object.keys(variables).filter((name) => !own.includes(name));
  if (foreign.length > 0) throw wrong(`it has no variables ${foreign.join(', ')}`);
  const said = Object.values(variables);
  const unknown = said.filter((value) => !known[purpose].includes(value));
  if (unknown.length > 0) throw wrong(`${unknown.join(', ')} is not known for the purpose ${purpose}`);
  const unsaid = needed[purpose].filter((value) => !said.includes(value));
  if (unsaid.length > 0) throw wrong(`it does not say ${unsaid.join(', ')}, without which it says nothing`);
  if (template.buttons.some(({ kind }) => kind !== 'QUICK_REPLY'))
    throw wrong('it has buttons other than quick replies');
  if (template.buttons.length !== buttons.length)
    throw wrong(`it has ${template.buttons.length} buttons, and ${buttons.length} were given`);
  if (buttons.length > 0 && (purpose === 'team-text' || purpose === 'reopening'))
    throw wrong('its buttons would be about a visit, and this purpose is about none');
}
