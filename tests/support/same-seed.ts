import * as fc from 'fast-check';
import { isDeep } from './depth.ts';

// A check says the same of the same tree: it is about the change, not about the luck of the day. What other seeds find is
// searched for by `npm run test:deep`.
if (!isDeep) fc.configureGlobal({ seed: 20_261_130 });
