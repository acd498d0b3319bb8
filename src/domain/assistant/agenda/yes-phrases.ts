import { anyOf, cut, phraseCutter, phraseFinder } from '../phrase.ts';

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

/** More is wanted than what was asked about. */
const further: readonly string[] = [
  'tambem',
  'mais um/uma/dois/duas',
  'outro/outra consulta/horario/exame/sessao para',
  'e/agora/aproveita/aproveitando/depois [e/ja/eu/tambem/que] quero/queria/preciso/precisava/gostaria/marca/marcar/agendar/agenda/tem/da/pode/ver',
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
const isFurther = phraseFinder(further);
const isOfKin = phraseFinder(kin);

const isNothing = (left: readonly string[]) => left.every((word) => word === cut || clockWord.test(word));

/** A yes and nothing else, to whatever was asked. */
export const isPlainYes = (words: readonly string[]): boolean =>
  isPlain(words) && isNothing(withoutBesides(withoutPlain(words)));

/** A yes to a time that is kept, and nothing else but for whom it is; and that time, where it is named. */
export const isYesToTime = (words: readonly string[], namesTime: boolean): boolean => {
  if (!isPlain(words) && !isToTime(words)) return false;
  const left = withoutBesides(withoutBoth(withoutKin(words)));
  return isNothing(namesTime ? withoutTime(left) : left);
};

/** "Sim, e quero marcar para a minha filha também": a yes, and then something more. */
export const isYesAndMore = (words: readonly string[]): boolean => begins(words) && isFurther(words);

export const isForOthers = (words: readonly string[]): boolean => isOfKin(words);
