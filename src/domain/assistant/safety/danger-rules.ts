import { phraseTagger } from '../../language/phrase.ts';
import { dangerRules, type Observed } from './dangerous-together.ts';
import type { AtRisk } from './patient-at-risk.ts';
import { signsByCause } from './signs-by-cause.ts';
import { signs } from './signs.ts';

const signsIn = phraseTagger({ ...signs, ...signsByCause });

/** Between a thing and what is said of it: "a minha vista está toda embaçada". */
const littleWords = new Set(
  'esta estou estao estava ficou fico fica muito muita bem tao super todo toda meio meia assim tipo ja o a os as um uma meu minha seu sua dele dela'.split(
    ' ',
  ),
);

/** Whether what is observed in the words is danger for those at risk, of whom the turn may have spoken before. */
export function hasDangerRule(words: readonly string[], atRisk: () => ReadonlySet<AtRisk>): boolean {
  const seen = new Set<Observed>(signsIn(words));
  const bare = words.filter((word) => !littleWords.has(word));
  if (bare.length < words.length) for (const sign of signsIn(bare)) seen.add(sign);
  if (seen.size === 0) return false;
  for (const who of atRisk()) seen.add(who);
  return dangerRules.some(
    ({ all: needed, unless }) =>
      needed.every((each) => seen.has(each)) && !unless?.some((each) => seen.has(each)),
  );
}
