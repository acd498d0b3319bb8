import { withoutAbsent } from './agent-voice.ts';
import { isRecord, itemsOf, type Place } from './document/tolerant-json.ts';
import { nameAt, textAt, textsAt, yesNoAt } from './document/written-values.ts';

export type PaymentMethod = {
  readonly kind: string;
  readonly installments?: string;
  readonly discount?: string;
  readonly brands: readonly string[];
  readonly notes?: string;
};

type Payments = {
  readonly accepted: readonly PaymentMethod[];
  /** Kinds that the clinic says it does not take. */
  readonly refused: readonly string[];
};

export function readPayments(place: Place): Payments {
  const methods = itemsOf(place).flatMap(readMethod);
  return {
    accepted: methods.filter(({ isAccepted }) => isAccepted).map(({ method }) => method),
    refused: methods.filter(({ isAccepted }) => !isAccepted).map(({ method }) => method.kind),
  };
}

type Listed = { readonly method: PaymentMethod; readonly isAccepted: boolean };

function readMethod(item: Place): readonly Listed[] {
  if (!isRecord(item.value)) {
    const kind = nameAt(item);
    return kind === undefined ? [] : [{ method: { kind, brands: [] }, isAccepted: true }];
  }
  const kind = nameAt(item, 'tipo', 'nome', 'forma');
  if (kind === undefined) return [];
  const details = {
    installments: saidAt(item, 'parcelamento', 'parcelas'),
    discount: saidAt(item, 'desconto'),
    notes: textAt(item, 'observacoes', 'observacao'),
  };
  const isAccepted = yesNoAt(item, 'aceito', 'ativo') !== false;
  const method = {
    kind: kind.replaceAll('_', ' '),
    ...withoutAbsent(details),
    brands: textsAt(item, 'bandeiras'),
  };
  return [{ method, isAccepted }];
}

/** "Não", "nenhum" and a zero say nothing that helps a patient. */
function saidAt(item: Place, ...keys: readonly string[]): string | undefined {
  if (yesNoAt(item, ...keys) === false) return undefined;
  const said = textAt(item, ...keys);
  return said === undefined || /^(nenhum|nenhuma|sem desconto|sem parcelamento|-)$/i.test(said)
    ? undefined
    : said;
}
