import { withoutAbsent } from './agent-voice.ts';
import { isRecord, itemsOf, type Place } from './tolerant-json.ts';
import { textAt, textsAt, yesNoAt } from './written-values.ts';

export type PaymentMethod = {
  readonly kind: string;
  readonly installments?: string;
  readonly discount?: string;
  readonly brands: readonly string[];
  readonly notes?: string;
};

/** Only what the clinic accepts. */
export const readPaymentMethods = (place: Place): readonly PaymentMethod[] =>
  itemsOf(place).flatMap((item): readonly PaymentMethod[] => {
    if (!isRecord(item.value)) {
      const kind = textAt(item);
      return kind === undefined ? [] : [{ kind, brands: [] }];
    }
    const kind = textAt(item, 'tipo', 'nome', 'forma');
    if (kind === undefined || yesNoAt(item, 'aceito', 'ativo') === false) return [];
    const details = {
      installments: saidAt(item, 'parcelamento', 'parcelas'),
      discount: saidAt(item, 'desconto'),
      notes: textAt(item, 'observacoes', 'observacao'),
    };
    return [
      { kind: kind.replaceAll('_', ' '), ...withoutAbsent(details), brands: textsAt(item, 'bandeiras') },
    ];
  });

/** "Não", "nenhum" and a zero say nothing that helps a patient. */
function saidAt(item: Place, ...keys: readonly string[]): string | undefined {
  if (yesNoAt(item, ...keys) === false) return undefined;
  const said = textAt(item, ...keys);
  return said === undefined || /^(nenhum|nenhuma|sem desconto|sem parcelamento|-)$/i.test(said)
    ? undefined
    : said;
}
