import { folded } from '../../language/folded-text.ts';

const shapes: readonly RegExp[] = [
  /^dom(ingos?)?$/,
  /^(seg(unda)?s?|segundas?|2a?)$/,
  /^(ter(ca)?s?|tercas?|3a?)$/,
  /^(qua(rta)?s?|quartas?|4a?)$/,
  /^(qui(nta)?s?|quintas?|5a?)$/,
  /^(sex(ta)?s?|sextas?|6a?)$/,
  /^sab(ados?)?$/,
];
const groups: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^(dias? uteis|dias? de semana|durante a semana|semana)$/, [1, 2, 3, 4, 5]],
  [/^(fi(m|ns) de semana|finais de semana|final de semana)$/, [0, 6]],
  [/^(todos os dias|diariamente|todo dia|diario)$/, [0, 1, 2, 3, 4, 5, 6]],
];

/** 0 is Sunday. "segunda a sexta", "seg-sex", "terça e quinta", "2ª a 6ª", "fim de semana"; `undefined` for anything else. */
export function weekdaysIn(text: string): readonly number[] | undefined {
  if (text.length > 80) return undefined;
  const plain = text.replace(/ª/g, 'a').replace(/[- ]?feiras?/gi, ' ');
  const words = folded(plain)
    .replace(/\b(aos|as|nas|nos|na|no|das)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const group = groups.find(([shape]) => shape.test(words));
  if (group) return group[1];
  const isRange = /[-–]\s?\p{L}|[-–]\s?\d/u.test(plain) || /\b(a|ate)\b/.test(words);
  const days: number[] = [];
  for (const word of words.replace(/^de /, '').split(' ')) {
    if (['e', 'a', 'ate'].includes(word)) continue;
    const day = shapes.findIndex((shape) => shape.test(word));
    if (day < 0) return undefined;
    days.push(day);
  }
  const [first, last] = days;
  if (isRange && days.length === 2 && first !== undefined && last !== undefined)
    return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, n) => (first + n) % 7);
  return days.length > 0 && !(isRange && days.length !== 1) ? days : undefined;
}
