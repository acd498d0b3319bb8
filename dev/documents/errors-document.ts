import { statusOf } from '../../src/adapters/http/server/status-of.ts';
import type { ErrorEntry, Texts } from '../../src/domain/error.ts';
import { errorSources } from '../../src/bootstrap/composition/error-catalogue.ts';

const introduction = `# Errors

Written by \`npm run docs\` from the catalogue ([domain](../src/domain/error-catalogue.ts),
[HTTP](../src/adapters/http/server/http-errors.ts), [Postgres](../src/adapters/postgres/fault.ts),
[Meta](../src/domain/messaging/sending/error-table.ts), [Google](../src/adapters/google/error-table.ts)). Do not edit.

Every failed response is \`{ requestId, code, message, hint?, details? }\`. The code is stable. _Again_ says whether the same
request may succeed later, unchanged. Message and hint are sent in English, and in Brazilian Portuguese where
\`Accept-Language\` prefers it. The last column is for whoever runs Atende, in Portuguese. Errors of vendors show in
messages, alerts and logs; their status is what a call answers that had to wait for the vendor.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');

function row({ code, class: errorClass, message, hint, action, retryable }: ErrorEntry): string {
  const said = (language: keyof Texts) =>
    cell([message[language], hint?.[language]].filter((text) => text !== undefined).join('. '));
  return `| \`${code}\` | ${statusOf[errorClass]} | ${errorClass} | ${said('en')} | ${said('pt')} | ${retryable ? 'yes' : 'no'} | ${cell(action)} |`;
}

/** docs/errors.md, before prettier. */
export const errorsDocument = (): string =>
  [
    introduction,
    ...errorSources.flatMap(([source, entries]) => [
      `## ${source}`,
      '',
      '| code | HTTP | class | what happened, and what the caller can do | o que houve, e o que fazer | again | o que o operador faz |',
      '|---|---|---|---|---|---|---|',
      ...entries.map(row),
      '',
    ]),
  ].join('\n');
