const before =
  /^(?:oi+e?|ola|opa|alo|hey|bom dia|boa (?:tarde|noite)|tudo (?:bem|bom|certo)|como (?:vai|esta[os]?)(?: (?:voce|voces))?|por (?:favor|gentileza|obsequio)|se (?:for )?possivel|se puder(?:em)?|(?:me )?desculp[ae](?: (?:o )?(?:incomod\w+|a hora|o horario|a demora))?|com licenca|gente|moc[ao]|quer(?:id)[ao]|amig[ao])(?: |$)/;
const after =
  / (?:por (?:favor|gentileza|obsequio)|se (?:for )?possivel|se puder(?:em)?|ne|viu|(?:muito )?obrigad[oa](?: (?:desde ja|viu|mesmo|pela atencao))?|desde ja|(?:eu )?agradeco(?: desde ja)?|grat[ao]|valeu|tudo (?:bem|bom))$/;

/**
 * Politeness changes no meaning: what is said before and after a request is taken off, so that "por gentileza" or "né" break
 * no sentence that was understood without them. Whoever says nothing else has said that.
 */
export function withoutCourtesy(normal: string): string {
  let left = normal;
  for (let next = left; ; left = next) {
    next = left.replace(before, '').replace(after, '');
    if (next === left || next === '') break;
  }
  return left;
}
