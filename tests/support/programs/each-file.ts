import { afterAll } from 'vitest';
import { renewDataDir } from '../product/product.ts';
import { endWhatIsLeft } from './left-behind.ts';

// files share a process, and no file finds what another one has left: neither data nor running products
renewDataDir();
afterAll(endWhatIsLeft);
