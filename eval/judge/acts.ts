import { textsOf, type Truth } from './truth.ts';
import { isDenied, shareIn, type Said } from './words.ts';

type Deed = 'booked' | 'held' | 'cancelled' | 'people' | 'never';

const deeds: readonly (readonly [RegExp, readonly Deed[]])[] = [
  [
    /\b(?:remarquei|reagendei|transferi|antecipei|adiei|encaixei|troquei)\b|\b(?:remarcad|reagendad|transferid|encaixad)[oa]s?\b/,
    ['booked'],
  ],
  [
    /\b(?:marquei|agendei|confirmei|acabei de \w+r)\b|\b(?:esta|estao|foi|ficou|fica|consulta|horario|tudo|presenca) (?:\w+ )?(?:marcad|agendad|confirmad)[oa]s?\b/,
    ['booked'],
  ],
  [
    /\b(?:reservei|guardei|separei|segurei|bloqueei)\b|\b(?:esta|foi|ficou) (?:reservad|guardad|separad)[oa]\b/,
    ['held', 'booked', 'people'],
  ],
  [
    /\b(?:cancelei|desmarquei|liberei|soltei)\b|\b(?:foi|esta|ficou|consulta|horario) (?:\w+ )?(?:cancelad|desmarcad|liberad)[oa]\b/,
    ['cancelled'],
  ],
  [
    /\b(?:avisei|passei|encaminhei|chamei|acionei|notifiquei|repassei|deixei|anotei|registrei|pedi|solicitei)\b/,
    ['people', 'held', 'booked'],
  ],
  [
    /\b(?:alguem|equipe|recepcao|secretaria|atendente|medic[oa]|dra?\.? \w+)\b.{0,30}\b(?:vai|ira|te liga|liga|retorna|entra em contato|responde em)\b/,
    ['people', 'booked'],
  ],
  [
    /\b(?:autorizou|aprovou|liberou|garantiu|concordou)\b|lista de espera|fila de espera|pagamento.{0,20}(?:recebid|aprovad|confirmad)/,
    ['never'],
  ],
  [
    /\b(?:te aviso|te ligo|te retorno|vou (?:avisar|verificar|checar|ligar|falar com|encaminhar|passar))\b/,
    ['people', 'booked'],
  ],
];
const open =
  /\b(?:se|quando|assim que|depois que|apos|caso|posso|podemos|pode|para|quer|ainda|so|precisa|prefere|enquanto)\b/;

/** What is said to be done, and what the book and the conversation know nothing of. */
export function actFaults(said: Said, truth: Truth): readonly string[] {
  if (said.isQuestion || isDenied(said.text)) return [];
  return deeds.flatMap(([sign, wanted]) => {
    const found = sign.exec(said.text);
    if (found === null || open.test(said.text.slice(0, found.index))) return [];
    const isWritten = textsOf(truth.context).some((text) => shareIn(said.text, text) >= 0.75);
    return isWritten || wanted.some((deed) => isDone(deed, truth)) ? [] : [`act ${found[0]}`];
  });
}

function isDone(deed: Deed, { before, after, peopleKnow, now }: Truth): boolean {
  const own = [...before, ...after];
  switch (deed) {
    case 'booked':
      return own.some(({ state, requestedAt }) => state === 'confirmed' || (state === 'held' && requestedAt));
    case 'held':
      return own.some(
        (one) => one.state === 'held' && (one.holdExpiresAt ?? now) >= new Date(now.getTime() - 3_600_000),
      );
    case 'cancelled':
      return after.some(({ state }) => state !== 'confirmed' && state !== 'held');
    case 'people':
      return peopleKnow;
    case 'never':
      return false;
  }
}
