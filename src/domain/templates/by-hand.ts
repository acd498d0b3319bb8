import { wellFormed } from '../language/text-length.ts';
import type { OutboundContent } from '../messaging/message.ts';
import { knownValue, longestText, oneLine, withValues, type TemplateFacts } from './fill-template.ts';
import type { TemplateUse, TemplateValue } from './purpose.ts';
import { TemplateUnfit, TemplateUnusable } from './template-errors.ts';
import { unusableBecause, variablesOf, type Template } from './template.ts';

/** A variable of a template that somebody of the team fills. */
type TemplateField = {
  readonly name: string;
  /** What is known for it, and may be changed; `''` where the writer has to say it. */
  readonly value: string;
};

/** A template as somebody of the team may choose it, with what is known of its variables. */
export type OfferedTemplate = Pick<Template, 'name' | 'language' | 'body'> & {
  readonly fields: readonly TemplateField[];
  /** The field in which the clinic's template for the team's texts takes them. */
  readonly textField?: string;
};

type Named = Pick<Template, 'name' | 'language'>;
const isSame = (one: Named, other: Named): boolean =>
  one.name === other.name && one.language === other.language;

/** Its buttons would be about a visit, and what a person sends is about none; a header would need a file. */
const mayGoByHand = (template: Template): boolean =>
  unusableBecause(template) === undefined && template.header === undefined && template.buttons.length === 0;

/** What is taken from the clinic and the patient; all else only the writer knows. */
const known: readonly TemplateValue[] = ['patient', 'clinic', 'address'];
/** As the variables of the proposed templates are called, where the clinic has not said what they stand for. */
const byName: Readonly<Record<string, TemplateValue>> = {
  paciente: 'patient',
  clinica: 'clinic',
  endereco: 'address',
};

/** Those of the templates that may be sent by hand. */
export const offeredTemplates = (
  templates: readonly Template[],
  uses: readonly TemplateUse[],
  facts: Pick<TemplateFacts, 'context' | 'patientName'>,
): readonly OfferedTemplate[] =>
  templates.filter(mayGoByHand).map((template) => {
    const own = uses.filter((use) => isSame(use, template));
    const standsFor = (name: string): TemplateValue | undefined =>
      own.map(({ variables }) => variables[name]).find((value) => value !== undefined) ??
      (Object.hasOwn(byName, name) ? byName[name] : undefined);
    const fields = variablesOf(template).map((name) => {
      const value = standsFor(name);
      const isKnown = value !== undefined && known.includes(value);
      return { name, value: isKnown ? oneLine(knownValue(value, facts)) : '' };
    });
    const ofTeam = own.find(({ purpose }) => purpose === 'team-text')?.variables ?? {};
    const textField = fields.find(({ name }) => ofTeam[name] === 'text')?.name;
    const { name, language, body } = template;
    return { name, language, body, fields, ...(textField !== undefined && { textField }) };
  });

/**
 * The message as it goes out.
 * @throws TemplateUnusable when it may not be sent by hand now, TemplateUnfit when the values are not those of its
 * variables, or it would be too long
 */
export function filledByHand(
  template: Template,
  values: Readonly<Record<string, string>>,
): Extract<OutboundContent, { type: 'template' }> {
  if (!mayGoByHand(template)) throw new TemplateUnusable(template.name);
  const own = variablesOf(template);
  const foreign = Object.keys(values).filter((name) => !own.includes(name));
  if (foreign.length > 0) throw new TemplateUnfit(`it has no variables ${foreign.join(', ')}`);
  const said = own.map((name) => ({
    name,
    text: oneLine(wellFormed(Object.hasOwn(values, name) ? (values[name] ?? '') : '')),
  }));
  const empty = said.filter(({ text }) => text === '').map(({ name }) => name);
  if (empty.length > 0) throw new TemplateUnfit(`nothing is said for its variables ${empty.join(', ')}`);
  const long = said.filter(({ text }) => text.length > longestText).map(({ name }) => name);
  if (long.length > 0) throw new TemplateUnfit(`more than ${longestText} characters in ${long.join(', ')}`);
  const filled = withValues(template, said, []);
  if (filled === undefined) throw new TemplateUnfit('it would be longer than WhatsApp takes');
  return filled;
}
