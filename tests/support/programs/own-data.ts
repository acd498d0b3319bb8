import { renewDataDir } from '../product/product.ts';

// files share a process, and no file finds what the products of another one have left
renewDataDir();
