import { isDangerousPressure, isDangerousPressureInPregnancy } from './blood-pressure.ts';
import type { AtRisk } from './patient-at-risk.ts';

const sugar =
  /\b(?:glicemia|glicose|hgt|dextro|diabetes|acucar)\b(?: \w+){0,4}? (\d{2,3})\b(?! (?:anos|dias|meses|reais))/;

/** In mg/dl, where it is not waited with (Diretriz da Sociedade Brasileira de Diabetes, 2024). */
const dangerousSugar = { below: 55, above: 350 } as const;

/** Blood pressure or blood sugar that is dangerous for whoever the whole turn is about. */
export function isDangerousMeasure(words: readonly string[], atRisk: () => ReadonlySet<AtRisk>): boolean {
  const said = words.join(' ');
  const level = Number(sugar.exec(said)?.[1] ?? 100);
  if (level < dangerousSugar.below || level > dangerousSugar.above) return true;
  if (isDangerousPressure(said)) return true;
  if (!isDangerousPressureInPregnancy(said)) return false;
  const who = atRisk();
  return who.has('pregnant') || who.has('postpartum');
}
