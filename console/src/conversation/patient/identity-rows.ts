import type { KnownIdentity } from '../../../../client/atende-client.ts';
import { phoneShown } from '../../words/phones.ts';

type IdentityRow = { readonly words: string; readonly values: readonly string[] };

const former = (values: readonly string[]): readonly string[] => values.map((value) => `${value} (antigo)`);

/**
 * What is known of a person beside the telephone that is shown: other numbers, the spelling of WhatsApp where it differs,
 * and WhatsApp's own ids.
 */
export function identityRows(
  known: readonly KnownIdentity[],
  phone: string | undefined,
): readonly IdentityRow[] {
  const phones = new Set(known.flatMap(({ kind, value }) => (kind === 'phone' ? [value] : [])));
  const of = (kinds: readonly KnownIdentity['kind'][], wanted: (value: string) => boolean) => {
    const found = known.filter(({ kind, value }) => kinds.includes(kind) && wanted(value));
    const shown = (isFormer: boolean) =>
      found.filter((one) => one.isFormer === isFormer).map(({ value }) => value);
    return { now: shown(false), before: shown(true) };
  };
  const others = of(['phone'], (value) => value !== phone);
  const spelled = of(['wa_id'], (value) => !phones.has(value));
  const ids = of(['bsuid', 'parent_bsuid'], () => true);
  return [
    {
      words: 'Outros números',
      values: [...others.now.map(phoneShown), ...former(others.before.map(phoneShown))],
    },
    {
      words: 'No WhatsApp como',
      values: [...spelled.now.map(phoneShown), ...former(spelled.before.map(phoneShown))],
    },
    { words: 'Identificador do WhatsApp', values: [...ids.now, ...former(ids.before)] },
  ].filter(({ values }) => values.length > 0);
}
