/** "18 por 12", "180x110", "20/12" after the word. */
const reading =
  /\bpress?ao\b(?: \w+){0,5}? (?<!dia )(\d{1,3})(?: ?(?:por|x|e|a) ?| )(\d{1,3})\b(?! (?:h|horas|anos|minutos))/;
const single =
  /\bpress?ao\b(?: (?:esta|deu|subiu|para|em|de|a|alta|chegou|foi|muito))* (\d{2,3})\b(?! (?:h|horas|anos|minutos|por|x|\d))/;

/** In cm of mercury, as patients say it: 18 by 12 calls for help at once (Diretriz Brasileira de Hipertensão 2020, ch. 12). */
const dangerous = { upper: 18, lower: 12 } as const;
/** Severe in pregnancy: 16 by 11 (Manual de Gestação de Alto Risco, Ministério da Saúde 2022). */
const inPregnancy = { upper: 16, lower: 11 } as const;

export const hasPressureReading = (normal: string): boolean => reading.test(normal) || single.test(normal);

export const isDangerousPressure = (normal: string): boolean => isAbove(normal, dangerous);
export const isDangerousPressureInPregnancy = (normal: string): boolean => isAbove(normal, inPregnancy);

function isAbove(normal: string, limits: { readonly upper: number; readonly lower: number }): boolean {
  const [, upper, lower] = reading.exec(normal) ?? single.exec(normal) ?? [];
  if (upper === undefined) return false;
  const isHigh = (said: string | undefined, limit: number) =>
    said !== undefined && inCm(said) >= limit && inCm(said) < 35;
  return isHigh(upper, limits.upper) || isHigh(lower, limits.lower);
}

const inCm = (said: string) => (Number(said) >= 50 ? Number(said) / 10 : Number(said));
