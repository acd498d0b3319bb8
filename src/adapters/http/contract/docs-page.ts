import type { JsonSchema } from './json-schema.ts';
import type { OpenApi, Operation } from './openapi.ts';
import { typeSource } from './type-source.ts';

type Language = 'pt' | 'en';

const words = {
  pt: {
    title: 'A API do Atende',
    intro:
      'Envie Authorization: Bearer com o token da pessoa ou uma chave de API. Erros têm sempre a mesma forma: requestId, code, message e, às vezes, hint e details. Listas andam por nextCursor. Horários são ISO 8601 com fuso.',
    other: 'English',
    who: 'Quem pode',
    anyone: 'qualquer pessoa',
    inTheClinic: 'na clínica',
    peopleOnly: 'só pessoas, não chaves',
    sends: 'Envia',
    gets: 'Recebe',
    refuses: 'Recusas',
    required: 'obrigatório',
  },
  en: {
    title: 'The API of Atende',
    intro:
      'Send Authorization: Bearer with a person’s token or an API key. Errors always have the same form: requestId, code, message and sometimes hint and details. A list’s next page is asked for with its nextCursor. Times are ISO 8601 with offset.',
    other: 'Português',
    who: 'Who may',
    anyone: 'anybody',
    inTheClinic: 'in the clinic',
    peopleOnly: 'people only, no keys',
    sends: 'Sends',
    gets: 'Gets',
    refuses: 'Refusals',
    required: 'required',
  },
} as const;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A type as one reads it. */
const typeShown = (schema: JsonSchema): string =>
  escaped(
    typeSource(schema)
      .replaceAll('readonly ', '')
      .replace(/\/\*\* (.*?) \*\/\n/g, '// $1\n'),
  );

export const docsStyle = `
:root { color-scheme: light dark; --soft: color-mix(in srgb, currentColor 12%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--soft); }
details { border: 1px solid var(--soft); border-radius: .5rem; margin: .5rem 0; padding: .5rem .75rem; }
summary { cursor: pointer; }
summary b { display: inline-block; min-width: 4.5rem; }
code, pre { font: .875em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
pre { background: var(--soft); border-radius: .375rem; padding: .5rem; margin: .25rem 0; }
dt { font-weight: 600; margin-top: .5rem; } dd { margin: 0 0 0 1rem; }
`;

/** A page for people: no script, nothing from elsewhere. */
export function docsPage({ paths, components }: OpenApi, language: Language): string {
  const said = words[language];
  const byTag = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const [tag = ''] = operation.tags;
      byTag.set(tag, [...(byTag.get(tag) ?? []), operationShown(method.toUpperCase(), path, operation)]);
    }
  }

  function operationShown(method: string, path: string, operation: Operation): string {
    const { parameters, requestBody, responses } = operation;
    const summary = language === 'pt' ? operation['x-summary-pt'] : operation.summary;
    const sent = [
      ...parameters.map(
        ({ name, in: place, required, description = '', schema }) =>
          `<li><code>${name}</code> (${place}${required ? `, ${said.required}` : ''}) <code>${typeShown(schema)}</code> ${escaped(description)}</li>`,
      ),
      ...(requestBody === undefined ? [] : [`<li><pre>${bodyShown(requestBody.content)}</pre></li>`]),
    ];
    const [successes, failures] = [
      Object.entries(responses).filter(([status]) => Number(status) < 400),
      Object.entries(responses).filter(([status]) => Number(status) >= 400),
    ];
    return `<details id="${operation.operationId}"><summary><b>${method}</b> <code>${escaped(path)}</code> ${escaped(summary)}</summary><dl>
<dt>${said.who}</dt><dd>${accessShown(operation['x-access'])}</dd>
${sent.length === 0 ? '' : `<dt>${said.sends}</dt><dd><ul>${sent.join('')}</ul></dd>`}
<dt>${said.gets}</dt><dd>${successes.map(([status, { content }]) => `<code>${status}</code>${content === undefined ? '' : `<pre>${bodyShown(content)}</pre>`}`).join('')}</dd>
<dt>${said.refuses}</dt><dd>${failures.map(([status, response]) => `<div><code>${status}</code> ${(response['x-codes'] ?? []).map((code) => `<code>${escaped(code)}</code>`).join(' ')}</div>`).join('')}</dd>
</dl></details>`;
  }

  function accessShown(access: unknown): string {
    if (access === 'public') return said.anyone;
    const { roles, clinicFrom, callers } = access as {
      roles: readonly string[];
      clinicFrom?: string;
      callers?: string;
    };
    const where =
      clinicFrom === undefined ? '' : ` ${said.inTheClinic} (<code>${clinicFrom}.clinicId</code>)`;
    return `${roles.map((role) => `<code>${role}</code>`).join(', ')}${where}${callers === undefined ? '' : ` – ${said.peopleOnly}`}`;
  }

  const types = Object.entries(components.schemas)
    .map(([name, schema]) => `<dt id="type-${name}">${name}</dt><dd><pre>${typeShown(schema)}</pre></dd>`)
    .join('\n');
  const sections = [...byTag].map(([tag, shown]) => `<h2>${escaped(tag)}</h2>\n${shown.join('\n')}`);
  return `<!doctype html>
<html lang="${language === 'pt' ? 'pt-BR' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${said.title}</title>
<style>${docsStyle}</style></head><body>
<h1>${said.title}</h1>
<p>${escaped(said.intro)}</p>
<p><a href="?lang=${language === 'pt' ? 'en' : 'pt'}">${said.other}</a> · <a href="/openapi.json">openapi.json</a></p>
${sections.join('\n')}
<h2>types</h2><dl>${types}</dl>
</body></html>
`;
}

const bodyShown = (content: Readonly<Record<string, { readonly schema: JsonSchema }>>): string =>
  Object.entries(content)
    .map(([type, { schema }]) => (type === 'application/json' ? typeShown(schema) : escaped(type)))
    .join('\n');
