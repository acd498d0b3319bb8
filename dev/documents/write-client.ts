import { mkdir, writeFile } from 'node:fs/promises';
import { clientSource } from '../../src/adapters/http/contract/client-source.ts';
import type { OpenApi } from '../../src/adapters/http/contract/openapi.ts';
import { contractDocument } from './contract-document.ts';

// `npm run client`: writes client/atende-client.ts from the code; `node dev/documents/write-client.ts URL` from a
// running server's /openapi.json.
const [, , from] = process.argv;
const document =
  from === undefined
    ? contractDocument()
    : ((await (await fetch(new URL('/openapi.json', from))).json()) as OpenApi);
await mkdir('client', { recursive: true });
await writeFile('client/atende-client.ts', clientSource(document));
