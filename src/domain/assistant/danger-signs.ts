import { isLike } from './likeness.ts';
import { wordsOf } from './normalise-text.ts';

const emergencyWords =
  'emergencia infarto infartando infartou enfarte enfarto avc desmaiou desmaiei desmaiando inconsciente desacordado desacordada convulsao convulsionando hemorragia overdose envenenamento envenenou engasgado engasgada engasgou anafilaxia anafilatico socorro samu suicidio suicidar afogamento'.split(
    ' ',
  );

const emergencyPhrases =
  /\b(dor(es)? (muito )?(forte |intensa |aguda )?no peito|aperto no peito|peito doendo|nao (esta |estou |consigo |consegue |ta )*(respirar|respirando|respira)|falta de ar|dificuldade (para|de|em) respirar|sangrando( muito)?|sangramento|perd(eu|endo|i) (muito sangue|os sentidos|a consciencia)|passando (muito )?mal|quero morrer|vontade de morrer|me matar|tirar (a )?minha (propria )?vida|acabar com (a )?minha vida|rosto (torto|paralisado)|boca torta|fala enrolada|braco dormente|lado do corpo|garganta (fechando|inchando)|reacao alergica|bolsa (estourou|rompeu)|fratura exposta|queimadura grave|acidente grave|urgencia medica|(e|muito|caso de|uma) urgencia|tomou veneno|muitos comprimidos)\b/;

const suicidal = /\b(suicid\w+|quero morrer|vontade de morrer|me matar|(minha|a) (propria )?vida)\b/;

const notMeant =
  /\b(nao (e|eh|era|se trata de|seria)|nada de|sem) (uma |um |nenhuma |caso de )*(emergencia|urgencia|urgente)\b/g;

export type Danger = 'emergency' | 'suicidal';

/** Rather once too often: a false alarm costs a sentence, a missed one may cost a life. */
export function dangerIn(normal: string): Danger | undefined {
  const said = normal.replace(notMeant, ' ');
  const words = wordsOf(said);
  const isEmergency =
    emergencyPhrases.test(said) || words.some((word) => emergencyWords.some((sign) => isLike(word, sign)));
  if (!isEmergency) return undefined;
  return suicidal.test(said) ? 'suicidal' : 'emergency';
}

export type HealthQuestion = 'diagnosis' | 'medication';

const medicationWords =
  'remedio remedios medicamento medicamentos antibiotico dipirona ibuprofeno paracetamol amoxicilina pomada dosagem posologia antialergico corticoide anticoncepcional'.split(
    ' ',
  );
const medicationPhrases =
  /\b((posso|devo|pode|preciso) (parar de )?(tomar|usar|passar) (?!agua|cafe)|que (eu )?(tomo|passo|uso)|o que (eu )?(tomo|tomar|passo|passar|uso|usar) para|qual (a )?dose|me receita|receitar|prescrever|tomar quantos)\b/;

const diagnosisWords =
  'diagnostico febre coceira cocando vomito vomitando diarreia enjoo tontura sintoma sintomas inflamado inflamada inchado inchada inchaco dor dores doendo alergia nodulo caroco ferida pus'.split(
    ' ',
  );
const diagnosisPhrases =
  /\b(o que (pode|sera que|sera) (ser|e)|sera que (e|estou|tenho|pode)|(isso|isto) e (grave|normal|cancer|perigoso)|e (grave|normal|cancer|contagioso)|apareceu (um|uma|umas|uns)|estou (com|sentindo)|meu (exame|resultado) (deu|esta|veio)|(minha|meu) (filh[oa]|mae|pai|bebe|esposa|marido|avo) (esta|tem) (com )?(uma |um |muita )?(mancha|dor|febre|caroco)|mancha[s]? (na|no|vermelha|escura|estranha)|tenho (uma|um|umas) (mancha|dor|caroco|nodulo|ferida|pinta)|avaliar (essa|minha|esta) foto|ver essa mancha)\b/;

/** A question that only a practitioner may answer. */
export function healthQuestionIn(normal: string): HealthQuestion | undefined {
  const words = wordsOf(normal);
  const has = (signs: readonly string[]) => words.some((word) => signs.some((sign) => isLike(word, sign)));
  if (medicationPhrases.test(normal) || has(medicationWords)) return 'medication';
  return diagnosisPhrases.test(normal) || has(diagnosisWords) ? 'diagnosis' : undefined;
}
