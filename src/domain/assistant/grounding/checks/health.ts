import type { Finding } from '../finding.ts';
import type { Statement } from '../reading/statements.ts';
import type { World } from '../reading/world.ts';
import { matchesOf } from '../reading/matches.ts';

const illness =
  'gripe|resfriado|virose|dengue|zika|covid|ansiedade|depressao|panico|infecca?o?\\w*|alergia|cancer|tumor|nodulo|cisto|diabetes|hipertensao|pressao alta|pressao baixa|enxaqueca|gastrite|refluxo|ulcera|pneumonia|infarto|avc|derrame|micose|psoriase|acne|herpes|fratura|hernia|anemia|melanoma|gravidez|gravida|trombose|arritmia|estresse|burnout|tdah|autismo|cari?e|canal|abscesso|inflamaca?o?\\w*|verruga|sarna|catapora|lupus|asma|labirintite|cistite|candidiase|hpv|hiv|sifilis|[a-z]{3,}(?:ite|ose|oma|emia|algia)s?';
const notIllness =
  /^(?:convite|limite|leite|noite|permite|palpite|elite|transmite|admite|site|visite|necessite|credite|acredite|evite|facilite|solicite|aproveite|habilite|respeite|aceite|apetite|dose|close|pose|sintoma|diploma|idioma|soma|toma|coma|aroma|roma|explicite|edite|hesite|digite|deposite|apite|enquete|virtuose|blitz|glicose|grandiose|osteite)s?$/;

const diagnosis: readonly RegExp[] = [
  new RegExp(
    `(?<![a-z])(?:voce|isso|isto|esse|essa|este|esta|ele|ela|provavelmente|certamente|parece|trata-se|e uma?|pode ser|deve ser|sinais?|sintomas?|indica|sugere|caso|quadro)(?:,? [a-z]+){0,5}? (?<illness>${illness})(?![a-z])`,
    'g',
  ),
  /(?<![a-z])(?:nao (?:e|parece|deve ser) (?:nada )?(?:grave|serio|preocupante)|e (?:so|apenas|provavelmente) (?:um|uma)|e benign[oa]|e malign[oa]|pode ficar tranquil[oa]|nao (?:precisa|ha motivo|tem motivo)[a-z ]{0,12} (?:se )?preocupa\w*|e normal (?:sentir|ter|doer|sangrar|isso)|isso e normal|vai (?:passar|melhorar|sarar)|tem cura|nao e perigoso)(?![a-z])/g,
  /(?<![a-z])(?:seu|o) (?:diagnostico|quadro|prognostico|tratamento) (?:e|indicado|recomendado|sera)(?![a-z])/g,
];

const medicine: readonly RegExp[] = [
  /(?<![\d.,])\d{1,9}(?:[.,]\d{1,9})? ?(?:mg|ml|mcg|g|gotas?|comprimidos?|capsulas?|ui|doses?|ampolas?|colher(?:es)?)(?![a-z])/g,
  /(?<![a-z])(?:um|uma|dois|duas|tres|meio|meia) (?:gotas?|comprimidos?|capsulas?|doses?|ampolas?|colher(?:es)?)(?![a-z])/g,
  /(?<![a-z])de (?:\d+|quatro|seis|oito|doze) em (?:\d+|quatro|seis|oito|doze) horas?(?![a-z])/g,
  /(?<![a-z])(?:dipirona|paracetamol|ibuprofeno|aspirina|aas|amoxicilina|azitromicina|dorflex|novalgina|tylenol|buscopan|omeprazol|losartana|captopril|rivotril|clonazepam|fluoxetina|sertralina|prednisona|dexametasona|corticoide|antibiotico|anti-?inflamatorio|antialergico|loratadina|polaramine|insulina|metformina|roacutan|isotretinoina|minoxidil|diazepam|ritalina|tramadol|morfina|nimesulida|diclofenaco|cefalexina|pomada|xarope|soro fisiologico)(?![a-z])/g,
  /(?<![a-z])(?:tome|tomar|aplique|passe|use|ingira|suspenda|interrompa|pare de (?:tomar|usar)|continue (?:tomando|usando)|aumente|diminua|dobre)(?: [a-z]+){0,4} (?:remedios?|medicamentos?|medicac\w{1,5}|dose|dosagem|comprimidos?|creme|gelo|compressa|cha)(?![a-z])/g,
];

const result: readonly RegExp[] = [
  /(?<![a-z])(?:seus?|suas?|os?|as?) (?:exames?|resultados?|laudos?|biopsia|hemograma|raio-?x|ultrassom|eletro\w*|mapa|holter)(?: [a-z]+){0,4} (?:deu|deram|esta|estao|e|sao|foi|foram|veio|vieram|saiu|mostra|mostrou|aponta|indica)(?: [a-z]+){0,2} (?:normal|normais|alterad\w{1,2}|positiv\w{1,2}|negativ\w{1,2}|bom|bons|boa|otim\w{1,2}|ruim|limpo|pront\w{1,2}|benign\w|malign\w|baix\w|alt\w)(?![a-z])/g,
  /(?<![a-z])(?:deu|veio|saiu) (?:tudo )?(?:positivo|negativo|normal|alterado|bem)(?![a-z])/g,
];

/** What only a professional may say: what somebody has, takes, or was found to have. The clinic's own words may be quoted. */
export function healthFindings(statement: Statement, world: World): readonly Finding[] {
  return [
    ...found(diagnosis, 'diagnosis', statement, world),
    ...found(medicine, 'medicine', statement, world),
    ...found(result, 'result', statement, world),
  ];
}

function found(
  patterns: readonly RegExp[],
  kind: 'diagnosis' | 'medicine' | 'result',
  { sentence, quotes }: Statement,
  { read }: World,
): readonly Finding[] {
  return patterns.flatMap((pattern) =>
    matchesOf(sentence.flat, pattern).flatMap(({ 0: words, index, groups }) => {
      const [at, end] = [sentence.at + index, sentence.at + index + words.length];
      if (groups?.['illness'] !== undefined && notIllness.test(groups['illness'])) return [];
      if (sentence.isQuestion && kind !== 'medicine') return [];
      const isQuoted = quotes.some((quote) => quote.words >= 4 && quote.at < end && quote.end >= end);
      const declines = /(?<![a-z])nao (?:posso|consigo|devo|podemos|indico|oriento|avalio)(?![a-z])/.test(
        sentence.flat.slice(0, index + 8),
      );
      return isQuoted || declines ? [] : [{ kind, why: 'unknown', said: read.text.shown.slice(at, end) }];
    }),
  );
}
