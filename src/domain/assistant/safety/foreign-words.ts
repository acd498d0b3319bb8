import { wordsOf } from '../../language/normalise-text.ts';

/** What patients who write Spanish or English say of a body and of those around them, in the words of our lists. */
type Dictionary = {
  /** Words that no Brazilian writes. */
  readonly telling: ReadonlyMap<string, string>;
  /** Words that Portuguese has, too, with another meaning. */
  readonly besides: ReadonlyMap<string, string>;
};

const pairs = (lines: string) =>
  new Map(
    lines
      .trim()
      .split(/\s+/)
      .map((pair): [string, string] => {
        const [word = '', meaning = ''] = pair.split('=');
        return [word, meaning.replaceAll('_', ' ')];
      }),
  );

const spanish: Dictionary = {
  telling: pairs(`
    dolor=dor pecho=peito fiebre=febre sangre=sangue cabeza=cabeca muy=muito fuerte=forte mucho=muito mucha=muita
    tiene=esta_com tengo=estou_com hijo=filho hija=filha mama=mae papa=pai abuela=avo abuelo=avo esposo=marido
    sudando=suando izquierdo=esquerdo izquierda=esquerda derecho=direito brazo=braco
    desmayo=desmaiou desmayado=desmaiado despierta=acorda embarazada=gravida hinchada=inchada
    hinchado=inchado hinchando=inchando hincho=inchou lengua=lingua convulsion=convulsao
    puedo=consigo puede=consegue siento=sinto ojo=olho 
    nino=crianca nina=crianca cayo=caiu golpeo=bateu pastillas=comprimidos
    quemo=queimou ahoga=engasgou ahogando=engasgando cuello=pescoco vivir=viver
    ayuda=ajuda corazon=coracao`),
  besides: pairs(
    'no=nao mi=meu en=em el=o la=a un=um una=uma y=e su=seu tomo=tomou dos=dois madre=mae padre=pai ya=ja',
  ),
};

const english: Dictionary = {
  telling: pairs(`
    my=meu baby=bebe son=filho daughter=filha wife=esposa husband=marido mother=mae mom=mae father=pai dad=pai
    grandmother=avo grandma=avo grandfather=avo friend=amigo chest=peito pain=dor arm=braco head=cabeca hit=bateu
    fever=febre blood=sangue bleeding=sangrando collapsed=desmaiou fainted=desmaiou
    unconscious=inconsciente waking=acordando wake=acorda breathing=respirando breathe=respirar not=nao
    swelling=inchando swollen=inchado lips=labios throat=garganta tongue=lingua closing=fechando
    seizure=convulsao seizing=convulsionando pregnant=gravida vomiting=vomitando choking=engasgando
    choked=engasgou fell=caiu drowned=afogou pills=comprimidos swallowed=engoliu
    poison=veneno limp=mole stiff=duro neck=pescoco is=esta isnt=nao_esta has=esta_com
    she=ela he=ele and=e wont=nao doesnt=nao cannot=nao_consegue blue=roxo turning=ficando
    months=meses weeks=semanas days=dias old=idade burned=queimou eye=olho`),
  besides: pairs('up= t=nao isn= won= doesn= just= a=um in=no on=no to= the=o with=com can='),
};

/** The words in Portuguese, when they are of one of these languages; else `undefined`. */
export function inPortuguese(said: readonly string[]): readonly string[] | undefined {
  const words = wordsOf(said.join(' ').replaceAll(/\b(?:passed|passing|blacked) out\b/g, 'fainted'));
  const language = [spanish, english].find(({ telling, besides }) => {
    const told = words.filter((word) => telling.has(word)).length;
    // "no quiero vivir": Spanish shares its little words with us, English hardly any
    return (
      told >= 2 || (told === 1 && telling === spanish.telling && words.some((word) => besides.has(word)))
    );
  });
  if (!language) return undefined;
  return words.flatMap((word) => wordsOf(language.telling.get(word) ?? language.besides.get(word) ?? word));
}
