import type { OfferedTemplate } from '../../../../client/atende-client.ts';
import { limits } from '../../limits.ts';

/** What the writer says for variables, by their names. */
export type Written = Readonly<Record<string, string>>;

type Part = { readonly text: string; readonly isWritten: boolean };

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What a variable says: what the writer says in its place, or what is known. */
const valueOf = ({ name, value }: OfferedTemplate['fields'][number], written: Written): string =>
  oneLine(Object.hasOwn(written, name) ? (written[name] ?? '') : value);

/** The template's words in order, with what stands for its variables; what the writer says is marked. */
export function filledTemplate(
  { body, fields }: Pick<OfferedTemplate, 'body' | 'fields'>,
  written: Written,
): readonly Part[] {
  return body
    .split(/(\{\{\s*\w+\s*\}\})/)
    .filter((text) => text !== '')
    .map((text) => {
      const [, name] = /^\{\{\s*(\w+)\s*\}\}$/.exec(text) ?? [];
      if (name === undefined) return { text, isWritten: false };
      const field = fields.find((one) => one.name === name);
      if (field === undefined) return { text: '…', isWritten: false };
      const value = valueOf(field, written);
      return { text: value === '' ? '…' : value, isWritten: value !== field.value };
    });
}

/** In one text, as it is chosen by. */
export const previewOf = (template: OfferedTemplate, written: Written = {}): string =>
  filledTemplate(template, written)
    .map(({ text }) => text)
    .join('');

/** Everything that its variables say; `undefined` while something is missing. */
export function valuesOf({ fields }: OfferedTemplate, written: Written): Written | undefined {
  const values = fields.map((field) => [field.name, valueOf(field, written)] as const);
  return values.some(([, value]) => value === '') ? undefined : Object.fromEntries(values);
}

/** Whether the patient would have to read more than WhatsApp takes of a template. */
export const isTooLong = (template: OfferedTemplate, written: Written): boolean =>
  previewOf(template, written).length > limits.templateBody;

/** The one for the team's own words first. */
export const firstOffered = (templates: readonly OfferedTemplate[]): OfferedTemplate | undefined =>
  templates.find(({ textField }) => textField !== undefined) ?? templates[0];

/** Names of variables take no accents. */
const accented: Readonly<Record<string, string>> = {
  clinica: 'clínica',
  endereco: 'endereço',
  horario: 'horário',
  medico: 'médico',
};

/** What a field is called, where only the variable's name is known: `nome_do_exame`, or a number. */
export const fieldWords = (name: string): string => {
  if (/^\d+$/.test(name)) return `Campo ${name}`;
  const words = name
    .split('_')
    .map((word) => (Object.hasOwn(accented, word) ? accented[word] : word))
    .join(' ')
    .trim();
  return words.charAt(0).toLocaleUpperCase('pt-BR') + words.slice(1);
};
