import { writeFile } from 'node:fs/promises';
import { errorsDocument } from './errors-document.ts';

// `npm run docs`
await writeFile('docs/errors.md', errorsDocument());
