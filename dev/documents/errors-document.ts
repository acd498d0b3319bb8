import { statusOf } from '../../src/adapters/http/server/status-of.ts';
import type { ErrorEntry } from '../../src/domain/error-catalogue/entry.ts';
import { errorSources } from '../../src/bootstrap/composition/error-catalogue.ts';

const introduction = `# Errors

Written by \`npm run docs\` from the catalogue ([domain](../src/domain/error-catalogue),
[HTTP](../src/adapters/http/server/http-errors.ts), [Postgres](../src/adapters/postgres/fault.ts),
[Meta](../src/adapters/meta/send/error-table.ts), [Google](../src/adapters/google/error-table.ts)). Do not edit.

Every failed response is \`{ requestId, code, message, hint?, details? }\`. The code is stable. _Again_ says whether the same
request may succeed later, unchanged. The last column is for whoever runs Atende, in Portuguese. Errors of vendors show in
messages, alerts and logs; their status is what a call answers that had to wait for the vendor.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');

const row = ({ code, class: errorClass, message, hint, action, retryable }: ErrorEntry): string =>
  `| \`${code}\` | ${statusOf[errorClass]} | ${errorClass} | ${cell(message)}${hint === undefined ? '' : `. ${cell(hint)}`} | ${retryable ? 'yes' : 'no'} | ${cell(action)} |`;

/** docs/errors.md, before prettier. */
export const errorsDocument = (): string =>
  [
    introduction,
    ...errorSources.flatMap(([source, entries]) => [
      `## ${source}`,
      '',
      '| code | HTTP | class | what happened, and what the caller can do | again | o que o operador faz |',
      '|---|---|---|---|---|---|',
      ...entries.map(row),
      '',
    ]),
  ].join('\n');
