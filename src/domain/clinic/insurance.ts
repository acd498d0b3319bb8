import { withoutAbsent } from './agent-voice.ts';
import type { Listed } from './healthcare-service.ts';
import { isRecord, itemsOf, type Place } from './document/tolerant-json.ts';
import { nameAt, textAt, textsAt, yesNoAt } from './document/written-values.ts';

export type Insurance = { readonly name: string; readonly kind?: string; readonly coverage?: string };

/** Health plans that the clinic works with ("convênios"). */
export const readInsurances = (place: Place): readonly Listed<Insurance>[] =>
  itemsOf(place).flatMap((item): readonly Listed<Insurance>[] => {
    const name = isRecord(item.value) ? nameAt(item, 'nome') : nameAt(item);
    if (name === undefined) return [];
    const coverage =
      textAt(item, 'cobertura') ?? (textsAt(item, 'cobertura', 'coberturas').join(', ') || undefined);
    const details = isRecord(item.value) ? withoutAbsent({ kind: nameAt(item, 'tipo'), coverage }) : {};
    return [{ item: { name, ...details }, active: yesNoAt(item, 'ativo', 'aceito') ?? true, place: item }];
  });
