import { anyOf, phraseCutter, phraseFinder } from '../../language/phrase.ts';
import { askingForToday, past, presently } from './emergency-phrases.ts';

/** Somebody in particular, or something that goes on: the words of an emergency, not of a question in general. */
const happening = phraseFinder([
  '=eu/=meu/=minha/=meus/=minhas/=ele/=ela/=nos/=comigo',
  'estou/estamos/sinto/sente/fiquei/fico/ficou/tive/tomei/cai/bati/acordei/=fiz/tirei/operei/engoli/comecou/acabou',
  anyOf(
    'mae pai avo vovo =vo marido esposo esposa irmao irma tio tia filho filha namorado namorada sogra sogro =bebe',
    'nenem vizinho vizinha amigo amiga',
  ),
  '[que/oq/o] [que] fazer/faco/faz !em/na/no/com',
  'ajuda/socorro/urgente/rapido/agora/hoje/ontem',
  // what is said of a body that suffers now, whoever asks
  'nao/num consigo/consegue/para/parou/passa',
  'apos/depois/desde',
  'fechando/sangrando/encharcado/encharcada/dormente',
  'por favor me',
]);

/** How a question in general begins: about services, prices, procedures, what is meant by a word. */
const asksInGeneral = phraseFinder([
  '^ [oi/ola/bom/boa/dia/tarde/noite/=e] [dia/tarde/noite] qual/quais/quem/quanto/quantos/quando/onde/como/porque',
  'voces/clinica/dra/dr/medico/medica/doutor/doutora/ai [ai/tambem/ja] atende/atendem/trata/tratam/faz/fazem/tem/trabalha/trabalham/cuida/cuidam/aceita/aceitam/oferece/oferecem/realiza/realizam',
  '^ [oi/ola/bom/boa/dia/tarde/noite/=e] [dia/tarde/noite] tem/fazem/faz/atende/atendem/trata/tratam/existe/serve/precisa/pode/posso/aceita',
  anyOf(
    'exame exames consulta cirurgia procedimento tratamento botox peeling laser limpeza clareamento implante extracao canal',
    'anestesia anestesista coleta vacina remedio preenchimento harmonizacao depilacao drenagem avaliacao curativo sessao teste',
  ),
  'diferenca entre',
]);

/** A joke: nobody who needs help laughs about it. */
const laughs = phraseFinder(['=k/=kk/=rs/=rsrs/=haha/=hahaha/=hehe/=kkk/=huehue/=ahaha']);
/** Words that are said of everything when one laughs. */
const ofSomebodyElse = phraseFinder([
  anyOf('mae pai avo vovo =vo marido esposo esposa irmao irma tio tia filho filha =bebe nenem =ele =ela'),
]);

/** A question about what clinics do, or what a word means; nobody is said to need help. */
export const isGeneralQuestion = (words: readonly string[]): boolean =>
  asksInGeneral(words) && !happening(words);

export const isJoke = (words: readonly string[]): boolean =>
  laughs(words) && !ofSomebodyElse(words) && !suffers(words);
/** Nervous laughter: "tô com dor no peito rs". */
const suffers = phraseFinder(['=eu/estou/=to/=tou/sinto/fiquei/desmaiei/tomei', 'nao/num consigo/para']);

const isPast = phraseFinder(past);
const isPresent = phraseFinder(presently);
const withoutAskedDay = phraseCutter(askingForToday);

/** Something that happened long ago, and does not go on. */
export const isOver = (words: readonly string[]): boolean =>
  isPast(words) && !isPresent(withoutAskedDay(words));

/** Over, asked about in general, or laughed about. */
export const isQuiet = (words: readonly string[]): boolean =>
  isOver(words) || isGeneralQuestion(words) || isJoke(words);
