import { join } from 'node:path';
import { inject } from 'vitest';

/** The program to start: `main` is the product, `atende` the command line. */
export const programFile = (name: 'main' | 'atende'): string => join(inject('programs'), `src/${name}.js`);
