import { isLike } from '../../../domain/language/likeness.ts';
import { wordsOf } from '../../../domain/language/normalise-text.ts';

export type Courtesy = {
  readonly greets: boolean;
  readonly thanks: boolean;
  readonly leaves: boolean;
  /** "ok", "sim", 👍… */
  readonly agrees: boolean;
  readonly declines: boolean;
  /** What is left when all of it is taken away. */
  readonly rest: string;
};

const greeting =
  /\b(bom dia|boa tarde|boa noite|boa madrugada|ola+|oi+e?|oie|opa|eai|e ai|hello|hi|hola|alo|tudo (bem|bom|certo|joia)|como (vai|esta|voce esta)( voce)?)\b/g;
const thanking =
  /\b(muito )?(obrigad[oa]s?|obg|valeu|agradeco|agradecid[oa]|grat[oa]|brigadao|brigadinha|deus (te |lhe )?(abencoe|pague|ajude))\b/g;
const leaving =
  /\b(tchau|ate (mais|logo|breve|amanha|depois)|beijos?|abracos?|era so isso|so isso( mesmo)?|ate mais|bom descanso|bom fim de semana|bom feriado|boas festas|boa semana|(um )?(feliz|bom) (natal|ano novo|pascoa))\b/g;
const agreeing =
  /^(sim|isso|(esta )?ok|okay|certo|beleza|combinado|perfeito|pode ser|pode deixar|pode|fechado|claro|quero|quero sim|sim quero|com certeza|ta bom|esta bom|tudo certo|entendi|otimo|maravilha|show|legal|joia|bacana|blz|uhum|aham|por favor|sim por favor)$/;
const declining =
  /^(nao|nao obrigad[oa]|nao quero|agora nao|(nao )?deixa( para la| quieto| assim)?|nada|nao precisa|nao quero mais|desisto|cancela|cancelar|esquece|outra hora|depois|(foi )?engano|numero errado|mandei errado|(eu )?vou (pensar|ver|decidir)( (e|depois) (eu )?(te |lhe )?(aviso|falo|retorno|volto))?|depois (eu )?(vejo|falo|marco|ligo|volto|retorno))$/;
const introducing = /\b(me chamo|meu nome e|aqui e( a| o| seu| dona)?|sou (a|o))( [a-z]+){1,3}$/;
const filler =
  /\b((voce )?esta ai|hein|pode falar|responde|viu|k+|(ha)+|(he)+|(rs)+|por favor|por gentileza|gente|pessoal|moca|moco|querid[oa]|amig[oa]|entao|bem|ta|ne|ah|oh|a todos|clinica|tudo|doutora|ai)\b/g;

export function courtesyIn(normal: string): Courtesy {
  const found = (sign: RegExp) => normal.search(sign) >= 0;
  const slips = wordsOf(normal).some(
    (word) => word.length >= 6 && (isLike(word, 'obrigado') || isLike(word, 'obrigada')),
  );
  const bare = tidy(normal.replace(greeting, ' ').replace(thanking, ' ').replace(leaving, ' '));
  const rest = tidy(bare.replace(introducing, ' ').replace(filler, ' '));
  const agrees = [normal, bare, rest].some((said) => agreeing.test(said));
  const declines = [normal, bare, rest].some((said) => declining.test(said));
  return {
    greets: found(greeting),
    thanks: found(thanking) || slips,
    leaves: found(leaving),
    agrees,
    declines,
    rest: agrees || declines ? '' : slips && wordsOf(rest).length <= 2 ? '' : rest,
  };
}

const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();

const pictograph = /\p{Extended_Pictographic}/u;
const yesPictures = /[👍👌✅]/u;
const agreeingPictures = /[🙏❤😊🙂😍🥰👏🤝]/u;

export type Picture = 'yes' | 'agrees' | 'other';

/** A message of pictures only: 👍 and its like say yes, a smile only agrees, others say nothing. */
export function pictureIn(text: string): Picture | undefined {
  if (!pictograph.test(text) || /[\p{L}\p{N}]/u.test(text)) return undefined;
  return yesPictures.test(text) ? 'yes' : agreeingPictures.test(text) ? 'agrees' : 'other';
}

/** Whether it is at least kindly meant. */
export const isKind = (picture: Picture | undefined): boolean => picture === 'yes' || picture === 'agrees';
