import type { HealthcareService } from '../../../../domain/clinic/healthcare-service.ts';
import { isGeneric, type ClinicWords, type ServiceWords } from './clinic-words.ts';

type Scored = {
  readonly service: HealthcareService;
  /** All of it, as the clinic writes it. */
  readonly name: string;
  /** Written words that stand for the service. */
  readonly by: readonly string[];
  /** How much of the telling part of its name that is. */
  readonly share: number;
  /** The thing itself is named: "limpeza" of "Limpeza e profilaxia". */
  readonly isHead: boolean;
};

/** What is asked of services, and may stand in the name of one: alone it names none. */
const asking = new Set('jejum preparo urgencia emergencia resultado online domiciliar horas'.split(' '));
export const asksOf = (word: string): boolean => asking.has(word);

/** The best for each word: "eletro e MAPA" are two, "ultrassom" may be any of three. */
export function servicesNamed(
  written: readonly string[],
  text: string,
  { services, ofServices }: ClinicWords,
): readonly Scored[] {
  const said = saidBySign(
    written.filter((word) => !isGeneric(word)),
    ofServices,
  );
  if (said.size === 0) return [];
  let open = services.map((each) => score(each, said)).filter(({ by }) => by.length > 0);
  const named: Scored[] = [];
  while (open.length > 0) {
    const most = open.reduce((longest, { by }) => Math.max(longest, by.length), 0);
    const best = open.filter(({ by }) => by.length === most);
    const whole = best.filter(({ share }) => share === 1);
    // "retorno de cardiologia" is not the "consulta de cardiologia"
    const asWritten = whole.filter(({ name }) => ` ${text} `.includes(` ${name} `));
    const chosen = [asWritten, whole, best].find(({ length }) => length > 0) ?? [];
    // "preciso de jejum para o hemograma?" asks nothing about the "glicemia em jejum"
    named.push(...chosen.filter(({ by, share }) => share === 1 || !by.every(asksOf)));
    const used = new Set(chosen.flatMap(({ by }) => by));
    open = open.filter(({ by }) => !by.some((word) => used.has(word)));
  }
  return named;
}

type Said = ReadonlyMap<string, readonly string[]>;

/** For each sign the written words that are meant to be it, in the order of the text. */
function saidBySign(written: readonly string[], signsOf: (word: string) => readonly string[]): Said {
  const said = new Map<string, string[]>();
  for (const word of new Set(written)) {
    for (const sign of signsOf(word)) {
      const words = said.get(sign);
      if (words) words.push(word);
      else said.set(sign, [word]);
    }
  }
  return said;
}

function score({ service, name, telling, specialty }: ServiceWords, said: Said): Scored {
  const found = telling.filter((sign) => said.has(sign));
  if (found.length > 0) {
    const by = [...new Set(found.flatMap((sign) => said.get(sign) ?? []))];
    return { service, name, by, share: found.length / telling.length, isHead: said.has(telling[0] ?? '') };
  }
  if (service.kind !== 'consultation') return { service, name, by: [], share: 0, isHead: false };
  const by = specialty.flatMap((sign) => said.get(sign) ?? []).find((word) => word.length >= 6);
  return { service, name, by: by === undefined ? [] : [by], share: 0, isHead: false };
}
