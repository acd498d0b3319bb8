import { wordsOf } from '../../../../domain/language/normalise-text.ts';
import { phraseCutter, phraseFinder } from '../../../../domain/language/phrase.ts';

/** How patients ask for a specialty without its name. */
const lay: readonly (readonly [specialty: string, ...phrases: readonly string[]])[] = [
  [
    'dermatologia',
    'medico/medica/dr/dra/especialista/consulta/problema/problemas/doenca/tratamento de/da/na/para/com [a] pele/unha/unhas/cabelo/cabelos/acne/espinhas',
    'acne/espinha/espinhas/melasma/micose/rosacea/psoriase/dermatite/vitiligo/verruga/verrugas/pinta/pintas/calvicie/caspa',
    'queda de cabelo',
    'tirar/remover/tratar/tratamento/clarear/minha/minhas/umas/uma/para/acabar [com/as/a/para] [minhas/as] mancha/manchas',
    'tirar/remover/retirar/remocao/retirada [de] [um/uma/umas/uns/meu/minha] sinal/sinais/pinta/pintas',
  ],
  [
    'cardiologia',
    'medico/medica/dr/dra/especialista/consulta/problema/exame/check do/de/no/para [o] coracao',
    'pressao alta',
    'hipertensao/arritmia',
    'prevenir/risco/prevencao/apos/depois [de/do] [um/o] infarto/avc',
    'risco cirurgico',
  ],
  [
    'nutricao',
    'emagrecer/emagrecimento/dieta/dietas/obesidade/nutricionista',
    'perder peso',
    'reeducacao alimentar',
  ],
  ['pediatria', 'medico/medica/dr/dra/consulta de/para/com crianca/criancas/bebe', 'puericultura'],
  ['ginecologia', 'medico/medica/dr/dra de mulher', 'preventivo/papanicolau/menopausa'],
  ['obstetricia', 'pre natal'],
  ['oftalmologia', 'medico/medica/dr/dra/exame de/da/dos vista/olho/olhos', 'oculista'],
  ['ortopedia', 'medico/medica/dr/dra/especialista de/em/da osso/ossos/coluna/joelho'],
  ['odontologia', 'medico/medica/dr/dra de/do dente/dentes', 'limpeza de dente/dentes', 'dor de dente'],
  [
    'psicologia',
    'psicologo/psicologa/terapeuta/psicoterapia/depressao/ansiedade/burnout',
    'sindrome do panico',
  ],
  ['otorrinolaringologia', 'rinite/sinusite'],
  ['urologia', 'medico/dr de homem', 'vasectomia'],
];

const layTerms = lay.map(([specialty, ...phrases]) => ({ specialty, without: phraseCutter(phrases) }));

/** The words with such phrases taken out, and the specialties they stand for put in. */
export function withSpecialties(normal: string): readonly string[] {
  let words = wordsOf(normal);
  for (const { specialty, without } of layTerms) {
    const left = without(words);
    if (left !== words) words = [...left, specialty];
  }
  return words;
}

/** Other names of the same exam or procedure. */
const synonyms = new Map([
  ['preventivo', 'papanicolau'],
  ['rm', 'ressonancia'],
  ['rnm', 'ressonancia'],
  ['tc', 'tomografia'],
  ['rx', 'raio'],
  ['profilaxia', 'limpeza'],
]);

/** The words with such names beside them; the text's own stay. */
export const withSynonyms = (normal: string): readonly string[] =>
  wordsOf(normal).flatMap((word) => [word, synonyms.get(word) ?? []].flat());

/** What other clinics offer; only to say that this one has it not in its list. */
const isWellKnownCare = phraseFinder([
  'holter/ressonancia/tomografia/endoscopia/colonoscopia/mamografia/ultrassom/ecocardiograma/ergometrico/densitometria/hemograma',
  'espirometria/eletroencefalograma/polissonografia/papanicolau/audiometria/cintilografia/biopsia/vacina/vacinas',
  'botox/preenchimento/harmonizacao/depilacao/microagulhamento/bioestimulador/criolipolise/clareamento/drenagem/massagem',
  'tatuagem/tatuagens/admissional/demissional/toxicologico/soroterapia/cirurgia/cirurgias/plastica',
  'teste/testes/exame de covid/gravidez/dengue',
  'aplicacao de',
  'acupuntura/pilates/vasectomia/lipoaspiracao/ozonioterapia/podologia/micropigmentacao',
  'dermatolog*/cardiolog*/ginecolog*/obstetr*/pediatr*/ortoped*/oftalmolog*/psicolog*/psiquiatr*/neurolog*/urolog*/geriatr*',
  'endocrinolog*/otorrino*/fisioterap*/fonoaudiolog*/reumatolog*/gastro*/pneumolog*/nefrolog*/oncolog*',
  'hematolog*/infectolog*/proctolog*/mastolog*/angiolog*/odontolog*/nutricao/nutricionista/nutrologo',
  'raio/raios x',
  'check up',
  'checkup',
  'exame/exames/coleta de sangue/urina/fezes',
  'teste ergometrico/da/de esteira/orelhinha/alergia/gravidez',
]);

export const careNamedIn = (normal: string): boolean => isWellKnownCare(withSpecialties(normal));
