import type { ActClaim, Backing } from './act-claims.ts';
import { matchesOf } from '../reading/matches.ts';

/** What claims an act by more than one verb: that somebody else will, or that all is done. */
const phrases: readonly (readonly [RegExp, readonly Backing[]])[] = [
  // te aviso, aviso por aqui, retorno em breve
  [/(?<![a-z])(?:te|lhe) (?:aviso|ligo|retorno|chamo|confirmo|lembro|respondo)(?![a-z])/g, ['pending']],
  [
    /(?<![a-z])(?:aviso|retorno|ligo|confirmo|volto) (?:voce|por aqui|aqui|assim|em breve|mais tarde|quando|ja ja|logo)(?![a-z])/g,
    ['pending'],
  ],
  // somebody else will
  [
    /(?<![a-z])(?:equipe|alguem|recepcao|recepcionista|atendentes?|secretaria|pessoal|profissional|colegas?|gente|setor|financeiro|medic[oa]|doutora?|dra?|humano|pessoa|gerente|responsavel)(?![a-z])[^.?!]{0,50}?(?<![a-z])(?:vai|vao|ira|irao|entra(?:ra)?|entram|retorna(?:ra)?|retornam|liga(?:ra)?|te (?:liga|chama|retorna|avisa|responde)|continua(?:ra)? com voce|avisa(?:ra)?|cuida(?:ra)?|assume|assumira|ja (?:foi|esta|sabe|recebeu))(?![a-z])/g,
    ['handed-over'],
  ],
  [
    /(?<![a-z])(?:entraremos|entramos|entrarao) em contato|retornaremos|(?:em breve|logo) (?:alguem|voce recebe|entr)/g,
    ['handed-over'],
  ],
  [
    /^[^a-z]{0,8}(?:prontinho|feito|resolvido|tudo certo|combinado|fechado)(?=\s*[!.,*]|$)/g,
    ['any', 'confirmed'],
  ],
  [/(?<![a-z])(?:deixa comigo|pode deixar|deixe comigo)(?![a-z])/g, ['any']],
  [
    /(?<![a-z])(?:te espero|te esperamos|esperamos voce|ate la|nos vemos|aguardamos voce|voce esta na agenda|o horario e seu)(?![a-z])/g,
    ['confirmed'],
  ],
  [
    /(?<![a-z])(?:pagamento|pix|comprovante|deposito|transferencia)(?: \w+){0,3} (?:recebid|confirmad|aprovad|compensad|identificad)[oa]/g,
    ['never'],
  ],
  [
    /(?<![a-z])(?:agendamento|marcacao|reserva|consulta|horario|remarcacao)(?: \w+){0,4} (?:feit|realizad|concluid|efetuad|finalizad)[oa]s?(?![a-z])/g,
    ['confirmed'],
  ],
  [
    /(?<![a-z])(?:cancelamento|desmarcacao)(?: \w+){0,4} (?:feit|realizad|concluid|efetuad|finalizad)[oa](?![a-z])/g,
    ['cancelled'],
  ],
  [/(?<![a-z])tudo certo com (?:a |o )?su?[ao]?(?![a-z])/g, ['confirmed']],
  [/(?<![a-z])(?:ja )?pode vir(?![a-z])/g, ['confirmed']],
  [
    /(?<![a-z])aceit\w{1,5} (?:todos|todas|qualquer)(?: os| as)? (?:convenios?|planos?|seguros?)(?![a-z])/g,
    ['never'],
  ],
  [/(?<![a-z])(?:autorizou|aprovou|liberou|concordou|permitiu|garantiu)(?![a-z])/g, ['never']],
  [/(?<![a-z])(?:lista|fila) de espera(?![a-z])/g, ['never']],
];

export function phrasesIn(flat: string): readonly ActClaim[] {
  return phrases.flatMap(([pattern, backing]) =>
    matchesOf(flat, pattern).flatMap(({ 0: found, index }) => {
      const before = flat.slice(Math.max(0, index - 24), index);
      const isNegated = /(?<![a-z])(?:nao|nem|nunca|sem)(?![a-z])/.test(`${before} ${found}`);
      const isIf = /(?<![a-z])(?:assim que|quando|se|depois que|apos|so)(?![a-z])/.test(flat.slice(0, index));
      return isNegated || (isIf && !backing.includes('handed-over'))
        ? []
        : [{ at: index, end: index + found.length, backing }];
    }),
  );
}
