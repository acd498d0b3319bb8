import { demoClinic } from '../../src/bootstrap/local/demo-clinic.ts';
import type { ClinicDocument } from './clinic-document.ts';
import { dental } from './dental.ts';
import { imaging } from './imaging.ts';
import { large } from './large.ts';
import { psychologist } from './psychologist.ts';
import { unluckyNames } from './unlucky-names.ts';

/** Six clinics that have nothing in common; none is anybody's. */
export const clinics = {
  demo: { name: demoClinic.name, document: demoClinic.contextualization },
  psychologist,
  large,
  dental,
  imaging,
  unlucky: unluckyNames,
} as const satisfies Readonly<Record<string, ClinicDocument>>;

export type ClinicKey = keyof typeof clinics;
