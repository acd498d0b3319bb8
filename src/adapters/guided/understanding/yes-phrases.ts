import { anyOf, phraseCutter, phraseFinder } from '../../../domain/language/phrase.ts';
import { cut } from '../../../domain/language/read-phrase.ts';

/** A yes to any question of ours. */
const plain: readonly string[] = [
  'com certeza',
  'claro que sim',
  'isso ai/mesmo',
  'esta bom/otimo/certo/perfeito/ok/joia/fechado',
  'tudo certo',
  'de acordo',
  'pode ser/sim',
  'por mim pode/sim',
  `=${anyOf('sim =simm =si =sin =isso =ok =okay =okey =oki =yes =certo =certinho =beleza =uhum =aham =claro =mesmo')}`,
  '=combinado/=perfeito/=pode/=podi/=quero/=fechado/=fechou/=aceito/=positivo/=afirmativo/=exato/=exatamente/=bora',
];

/** A yes to a time that is kept. */
const toTime: readonly string[] = [
  'pode deixar/ficar marcado/marcada/agendado/agendada/reservado/reservada/confirmado/confirmada',
  'pode/podi/quero/vamos/favor marcar/marca/agendar/agenda/confirmar/confirma/reservar/fazer/mandar',
  'pode fechar',
  'fica/ficamos/fico/quero com esse/este',
  'pode ser/fica esse/este',
  '=serve',
  'esse/este/horario/assim esta/e/fica/ficou bom/otimo/perfeito/certo/ok',
  'vou/vamos sim',
  'estarei/estaremos la/ai',
  '=presenca confirmada',
  'confirmo/confirmar/confirma/confirmado/confirmada/confirmamos/confirme',
  '=marcar/=marca/=marque/=markado/=agendar/=agenda/=agende/=reservar/=reserva/=reserve/=marcado',
];

/** Adds nothing to a yes. */
const besides: readonly string[] = [
  'por favor/gentileza/enquanto/mim',
  'muito obrigado/obrigada',
  'obrigado/obrigada',
  'gracas a deus',
  'deus [te/lhe/os] abencoe/pague',
  'bom dia',
  'boa tarde/noite',
  'esta bom',
  'minha/meu filha/filho/querida/querido/amor/bem',
  'minha/meu/a/nossa/o/esse/essa/este/esta consulta/horario/presenca/exame/agendamento/atendimento/sessao/retorno',
  '=senhora/=senhor/=moca/=moco/=querida/=querido/=dona/=doutora/=doutor/=amiga/=amigo/=flor/=linda',
  '=eu/=ja/=entao/=ai/=sim/=mesmo/=bem/=ta/=ne/=viu/=ah/=oh/=oi/=ola/=tambem/=amem/=valeu/=tudo/=bom/=e',
  '=otimo/=otima/=maravilha/=show/=top/=legal/=joia/=bacana/=excelente/=perfeito/=tranquilo',
  '=para/=pra/=mim/=nos/=gente/=a/=o/=as/=os/=da/=de/=do/=na/=no/=com/=em/=dr/=dra/=SERVICE',
  '=esse/=essa/=este/=esta/=isso/=horario/=consulta/=minha/=meu/=me/=favor/=logo/=agora/=certinho',
];

/** One more is wanted than what was asked about. */
const also: readonly string[] = [
  'tambem',
  'mais um/uma/dois/duas',
  'outro/outra consulta/horario/exame/sessao para',
];
const and: readonly string[] = [
  'e/agora/aproveita/aproveitando/depois [e/ja/eu/tambem/que/para] quero/queria/preciso/precisava/gostaria/marca/marcar/agendar/agenda/tem/da/pode/ver',
];
const kin: readonly string[] = [
  `para [o/a/os/as] [minha/meu/minhas/meus] ${anyOf(
    'filho filha filhos filhas filhinho filhinha marido esposa esposo mulher mae pai neto neta netos irmao irma',
    'avo vo sogra sogro namorado namorada noivo noiva amiga amigo tia tio sobrinho sobrinha enteado enteada bebe',
  )}`,
  'para ela/ele/eles/elas',
];

/** What words of days and times a yes may hold when they are those of the time that is kept. */
const ofTime: readonly string[] = [
  'depois de amanha',
  'que vem',
  '=domingo/=segunda/=terca/=quarta/=quinta/=sexta/=sabado/=feira/=hoje/=amanha/=dia/=mes',
  '=janeiro/=fevereiro/=marco/=abril/=maio/=junho/=julho/=agosto/=setembro/=outubro/=novembro/=dezembro',
  '=manha/=tarde/=noite/=hora/=horas/=h/=meia/=proxima/=proximo/#',
];
const clockWord = /^\d{1,2}h\d{0,2}$/;

export const meansThisTime = phraseFinder(['esse/este/nesse/neste horario']);

const isPlain = phraseFinder(plain);
const isToTime = phraseFinder(toTime);
const withoutPlain = phraseCutter(plain);
const withoutBoth = phraseCutter([...toTime, ...plain]);
const withoutBesides = phraseCutter(besides);
const withoutKin = phraseCutter(kin);
const withoutTime = phraseCutter(ofTime);
const begins = phraseFinder([...toTime, ...plain].map((phrase) => `^ [oi/ah/entao/otimo/bom] ${phrase}`));
export const isOfBooking = phraseFinder([
  'marcar/marca/agendar/agenda/encaixar/horario/consulta/vaga/encaixe/exame/sessao',
]);
export const isOneMoreNamed = phraseFinder([
  'quero/queria/preciso/gostaria [de] [marcar/agendar] mais um/uma horario/consulta/vaga/exame/sessao',
]);
const isAlso = phraseFinder(also);
const isAnd = phraseFinder(and);
const isOfKin = phraseFinder(kin);

const isNothing = (left: readonly string[]) => left.every((word) => word === cut || clockWord.test(word));

/** A yes and nothing else, to whatever was asked. */
export const isPlainYes = (words: readonly string[]): boolean =>
  isPlain(words) && isNothing(withoutBesides(withoutPlain(words)));

/** A yes to a time that is kept, and nothing else but for who it is; and that time, where it is named. */
export const isYesToTime = (words: readonly string[], namesTime: boolean): boolean => {
  if (!isPlain(words) && !isToTime(words)) return false;
  const left = withoutBesides(withoutBoth(withoutKin(words)));
  return isNothing(namesTime ? withoutTime(left) : left);
};

/** A yes, and perhaps something more. */
export const beginsWithYes: (words: readonly string[]) => boolean = begins;

/** "E quero marcar para a minha filha também"; "e quero limpeza de pele", where that is another service. */
export const wantsOneMore = (words: readonly string[], namesOther: boolean): boolean =>
  isAlso(words) || (isAnd(words) && (namesOther || isOfKin(words)));
