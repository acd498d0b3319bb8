import type { Template, Templates, TemplateUse } from '../../../client/atende-client.ts';

/** The template in which the team's own words go, where the clinic has one that Meta lets out now. */
export function textTemplate({
  templates,
  uses,
}: Templates): { readonly template: Template; readonly use: TemplateUse } | undefined {
  const use = uses.find(({ purpose }) => purpose === 'team-text');
  const template = templates.find(
    ({ name, language, usable }) => usable && name === use?.name && language === use.language,
  );
  return use === undefined || template === undefined ? undefined : { template, use };
}

type Part = { readonly text: string; readonly isWritten: boolean };

/** The template's words in order, with what stands for its variables; what is being written is marked. */
export function filledTemplate(
  { body }: Pick<Template, 'body'>,
  { variables }: Pick<TemplateUse, 'variables'>,
  said: { readonly patient: string; readonly clinic: string; readonly text: string },
): readonly Part[] {
  const values: Readonly<Record<string, string>> = said;
  return body
    .split(/(\{\{\s*\w+\s*\}\})/)
    .filter((text) => text !== '')
    .map((text) => {
      const [, name] = /^\{\{\s*(\w+)\s*\}\}$/.exec(text) ?? [];
      if (name === undefined) return { text, isWritten: false };
      const value = variables[name] ?? '';
      if (value !== 'text') return { text: values[value] ?? '…', isWritten: false };
      return { text: said.text.replace(/\s+/g, ' ').trim() || '…', isWritten: true };
    });
}
