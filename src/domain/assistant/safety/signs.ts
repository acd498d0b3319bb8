import { anyOf } from '../../language/phrase.ts';

const limb = anyOf('braco bracos perna pernas mao maos dedos lado pe');
const side = anyOf('lado braco perna rosto face boca mao bochecha =cara');
const cannot = 'nao/num/sem [esta/estou] [mais] consegue/consigo/conseguindo/conseguir/conseguiu/consegui';

/** Single observations, written as `read-phrase.ts` reads them. Which of them together are danger: `dangerous-together.ts`. */
export const signs = {
  fever: [
    'febre/febril/febrao/quentinho/quentinha',
    '38/39/40/41 graus',
    'com/de/deu/marcando/marcou/em 38/39/40/41 !anos/reais/semanas/dias/meses/kg/quilos/minutos/mil/horas/comprimidos',
  ],
  limp: [
    'mole/moles/molinho/molinha/molengo/molenga/prostrado/prostrada/largado/largada/largadinho/largadinha',
    'sem reacao/forca/forcas/firmeza',
    'boneco/boneca de pano',
    'apatico/apatica/letargico/letargica/caidinho/caidinha/desfalecendo',
  ],
  hardToWake: [
    'dificil/custa/demora/custando [para/de/a] acordar/despertar',
    'nao [esta] [quer] acorda/acordar/desperta/despertar/acordando [direito]',
    'nao [esta] abre/abrindo/abrir [direito] [o/os] [olho/olhos/olhinho/olhinhos]',
    'sonolento/sonolenta/sonolencia',
    'grogue/dopado/dopada/desnorteado/desnorteada',
    'so dorme/dormindo',
    'nao [esta] reage/reagindo/responde/respondendo [direito]',
    'quietinho/quietinha/paradinho/paradinha',
  ],
  cannotWake: [
    'nao/num consigo/consegui/conseguimos/consegue/da acordar/despertar/reanimar !cedo/para/com/as/antes',
    'nao/num [esta] reage/reagindo !bem/ao/a/com/direito/mal/tao',
  ],
  noFeeding: [
    'nao [quer/esta] [mais] [nem] mama/mamar/mamando/mamou',
    'nao [quer/esta] [mais] pega/pegar/pegando [o/no/mais] peito/seio/mamadeira/bico',
    'recusa/recusando/rejeitando [o/a] peito/leite/mamadeira',
    'nao [faz/fez/esta] [fazendo/faz/fez] xixi/urina/urinou/urinando',
    'fralda/fraldas seca/secas',
  ],
  fontanelle: ['moleira funda/fundinha/afundada/inchada/alta/estufada'],
  stiffNeck: ['pescoco/nuca duro/dura/rigido/rigida/travado/travada', 'encostar [o] queixo'],
  rash: ['mancha/manchas/manchinhas/pintas/pintinhas roxa/roxas/roxinhas/vermelhas/pretas'],
  labouredBreath: [
    'gemendo/gemido/gemidos',
    'respirando/respira/respiracao [muito/bem] rapido/rapida/rapidinho/rapidinha/curto/curta/cansado/cansada/ruim/estranho',
    'afunda/afundando [a/as/o/os] barriga/barriguinha/costela/costelas/costelinha/peito/peitinho',
    'barriga/barriguinha/costela/costelas/costelinha/peito/peitinho [esta/estao/fica] afundando/afunda/puxando',
    'chiado/chiando [no/do] peito',
  ],
  airHunger: [
    'cansado/cansada/cansadinho/cansadinha de/para respirar !fumaca/poeira/po/mofo/poluicao/cheiro/esse/essa',
    'falta de folego',
    'sem folego $',
    'nao/num … puxar/pegar/buscar [o] ar',
    'folego curto',
    'bombinha/inalacao/nebulizacao/inalador nao/num [esta] resolve/resolvendo/adianta/adiantando/ajuda/ajudando/faz/funciona',
  ],
  noAir: ['sem ar !condicionado/de/livre/quente', 'falta de/do ar', 'ar nao/num entra/vem/chega'],
  blueLips: [
    'boca/labio/labios/unhas/dedos/volta … roxo/roxa/roxos/roxas/roxinho/roxinha/azulado/azulada/azulados/arroxeado',
  ],
  vomiting: ['vomitando/vomitou/vomita/vomito/vomitos/vomitei/vomitar'],
  greenVomit: ['vomitando/vomitou/vomita/vomito/vomitos verde/verdes/fezes/bile'],
  hardBelly: ['barriga/barriguinha/abdomen [muito/bem] dura/duro/inchada/inchado/estufada'],
  fall: [
    'caiu/cai/caida/caido/tombo/queda/despencou/rolou',
    'bateu/bati [com] [o/a] cabeca/pescoco/coluna/nuca',
    'pancada/paulada/pedrada/bolada/porrada/soco/coice/chute … cabeca/nuca/pescoco',
    'mergulhou/mergulhei/pulou/pulei … raso/rasa',
  ],
  confused: [
    'confuso/confusa !com/sobre/qual/no/na/se/quanto',
    'desorientado/desorientada/delirando',
    'nao [esta] [mais] reconhece/reconhecendo [mais] ninguem/os/a/o/eu/nos',
    'coisa com coisa',
    'nao [esta] fala/falando [mais] [nada] [mais] direito/nada/coisa',
    'fala/falando/falar/lingua/voz [toda/tudo] enrolada/enrolado/arrastada/embolada/embolado',
    'babando',
    'nao sabe/sei [mais] onde/quem/que [dia/ano/mes] esta/estou/e/sou',
  ],

  blood: ['=sangue/sangra/sangrando/sangramento/sangrou/hemorragia/menstruacao/coagulo/coagulos/=fluxo'],
  nonstop: [
    'nao/num [esta] para/parou/parando/estanca/estancou/estancando/cessa/cessou/coagula/fecha',
    'nao quer parar',
    'sem parar',
    'nada [que] faz parar/estancar',
    'jorra/jorrando/jorrou/esguicha/esguichando/escorrendo/escorre/pingando/minando/vazando',
    'encharca/encharcado/encharcada/encharcou/encharquei/encharcando/ensopado/ensopada/ensopou/ensopei',
    'ja troquei/trocou',
    '=demais/=absurdo/=horrores',
    'muito/mto/bastante/tanto/muita/tanta sangue',
    'saindo/sai/saiu/perdendo muito/bastante/tanto',
    'coagulos enormes/grandes/gigantes',
  ],
  bloodInside: [
    'evacuando/evacuou/evacuei/evacua/cagando/caguei/defecando/urinando/urinou/urinei/mijando/xixi/fezes/coco/urina … =sangue',
    '=sangue … fezes/coco/urina/xixi',
    'fezes/coco [dele/dela/esta/estao] [esta/estao/bem/muito/saindo] preto/preta/pretas/escuras [que/como/igual]',
    'borra de cafe',
  ],
  bloodByMouth: [
    'botei/botando/botou/vomitei/vomitou/vomitando/vomito/cuspi/cuspindo/tossindo/tossi/escarrando … =sangue',
    '=sangue pela/na/da/pelo [minha/meu/dele/dela] boca/garganta/ouvido',
  ],
  bloodThinner: ['anticoagulante/marevan/varfarina/xarelto/eliquis/clexane'],

  sudden: [
    'de/derrepente repente',
    'derrepente/repentinamente/subitamente/subita/subito',
    '=do =nada',
    'de uma hora para outra/a',
    'de um minuto/dia/segundo para outro/o',
    'agora/agorinha',
    'hoje [de/pela/logo] manha/cedo/tarde/noite',
    'desde/acordei/acordou/amanheceu/amanheci',
    'comecou/comecaram/foi [hoje] hoje/agora/ontem/cedo',
    'comecou/comecaram [hoje/ontem] [de/pela] manha/tarde/noite/madrugada',
    'comecou/faz/ha/tem # minutos/minuto/horas/hora',
    'meia hora',
    'acabou/acabei de',
  ],
  slow: [
    'aos poucos',
    'devagar/gradualmente/progressivo/progressiva',
    'ha/faz/tem/desde # anos/meses/ano/mes/semanas',
    'ha/faz muito/muitos/alguns/uns tempo/anos/meses/dias',
    'faz tempo',
    'catarata/glaucoma/miopia/ceratocone/bursite/tendinite/fibromialgia/artrose',
    'quando durmo/deito/escovo/corro/levanto/trabalho/treino',
  ],
  lostSight: [
    'parei/parou/deixei/deixou [de] de enxergar/ver/enxerga',
    'nao/num [estou/esta] [mais] enxergo/enxerga/enxergando/vejo [mais] [mais] nada/do/direito/de/com',
    'enxergo/enxerga/enxergando [quase] nada',
    'fiquei/ficou/ficando/estou/esta cego/cega',
    'fiquei/ficou/fico/acordei/acordou/estou/esta sem enxergar/visao !de/direito/bem/perto/longe',
    'sem enxergar/visao [nada] de um/nenhum/repente',
    'sumiu/perdi/perdeu/perdendo/apagou/escureceu/sumindo/acabou [toda] [a/minha/da/parte] [da] visao/vista',
    'visao/vista [dele/dela/toda] sumiu/apagou/escureceu/fechou/escura/preta',
    'vendo/enxergando/vejo/enxergo [tudo] preto/escuro',
    'cortina/sombra/mancha/veu preta/preto/escura/escuro … visao/olho/vista',
  ],
  blurred: [
    'vista/visao embacada/turva/embaralhada/dupla/ruim/escura',
    'vendo/enxergando [tudo] embacado/dobrado/duplo/embaralhado/estrelinhas',
  ],
  lostStrength: [
    'perdi/perdeu/perdendo/perda/sumiu [toda/de/a] [a] forca/forcas/movimento/movimentos/sensibilidade',
    `${cannot} [mais] levantar/mexer/segurar/mover/fechar/abrir/erguer/dobrar [o/a/os/as/meu/minha/nem] [um] ${limb}/copo/boca/olho`,
    `${side} [direito/direita/esquerdo/esquerda/dele/dela/todo/toda] [dele/dela] [esta/ficou] [todo/toda/meio] caido/caida/mole/dormente/torto/torta/parado/parada/paralisado/paralisada/formigando/adormecido/adormecida/repuxando`,
    `${limb}/rosto/face/corpo/=cara [dele/dela/direita/direito/esquerdo/esquerda] [esta] parou/parado/nao/sem [esta] [de/nao] [mais] responder/responde/mexe/mexer/obedece/movimento`,
    `nao/num [esta] [mais] mexe/mexendo [mais] [o/a/os/as/nem] ${limb}`,
    'nao [mais] sinto/sente [mais] [o/a/os/as] [meu/minha/lado] [do/da] braco/perna/pernas/mao/lado/rosto',
  ],
  faceDroop: [
    'rosto/face/boca/bochecha/=cara/sorriso/palpebra [dele/dela/minha/meu] [esta/ficou] torto/torta/caido/caida/parado/parada/paralisado/paralisada/repuxando/repuxada',
    'rosto/face/boca/bochecha/=cara nao [esta] mexe/mexendo/obedece/fecha',
  ],
  oneSide: ['lado/metade/meio', 'direito/direita/esquerdo/esquerda', 'rosto/face/boca'],
  thunderclap: [
    'pior [dor] [de/da/cabeca/que] [cabeca/da/ja/de] [minha/tive/toda] vida',
    'a pior da vida',
    'dor de cabeca … explodir/explodindo/explosiva/rasgando/trovoada',
  ],
  headache: ['dor/dores de/na cabeca', 'cabeca doendo/latejando/explodindo', 'enxaqueca'],
  strong: [
    'forte/fortes/fortissima/intensa/absurda/horrivel/insuportavel/terrivel/muita/demais/enorme/enormes/grave',
  ],

  chest: [
    'dor/dores/aperto/pressao/peso/queimacao/pontada/dorzinha … peito/torax',
    'peito … doendo/doi/apertado/pesado/apertando',
  ],
  arm: ['vai/irradia/desce/corre/indo/pegando … braco/bracos/queixo/mandibula/costas'],
  coldSweat: [
    'suando/suor/suadouro/suo frio/gelado/fria',
    'gelada/gelado/palida/palido/branca/branco !com/de/que',
  ],
  racingHeart: [
    'coracao [esta] a/em mil',
    'coracao/batimento/batimentos [esta/muito] disparado/disparada/acelerado/acelerados/disparou/acelerou/saindo/pulando',
    'coracao … falha/falhando/falhou/descompassado',
    'palpitacao/palpitacoes/taquicardia/arritmia',
  ],
  darkening: [
    'vista/visao/tudo [esta/ficando] escurecendo/escureceu/apagando/apagou/preta/preto',
    'escurecendo/escureceu/apagando [a/minha/tudo] vista/visao',
  ],
  dizzy: ['tontura/tonturas/tonto/tonta/zonzo/zonza/vertigem'],
  fainting: [
    'desmaia/desmaiou/desmaiei/desmaiando/desmaio/desmaiar',
    'apagou/apaguei/desacordado/desacordada/desfaleceu',
    'perdeu/perdi [os/a] sentidos/consciencia',
  ],
  fit: [
    'debatendo/debate/espumando/espuma/tremendo [todo/toda]',
    'virando/revirando/virou/revirou [os] olhos/olhinhos',
    'tendo/teve/deu [um/uma] ataque/convulsao !de',
  ],

  tookMedicine: [
    'tomou/tomaram/engoliu/comeu/bebeu/ingeriu/pegou/pegaram … remedio/remedios/comprimido/comprimidos/xarope/gotas/vitamina/anticoncepcional/cartela',
  ],
  notTheirs: [
    'da/do/de/dos [minha/meu/a/o] avo/vo/vovo/pai/mae/irmao/irma/gaveta/armario/bolsa/cachorro/marido/tia/tio',
    'pressao/diabetes/dormir/coracao/tireoide do/da',
    '=sem =querer',
    'errado/errada/escondido/inteiro/inteira/todo/frasco/vidro',
  ],
  drugged: [
    'usou/usei/cheirou/cheirei/fumou/fumei/injetou/injetei/tomou/tomei/misturou/misturei … droga/drogas/cocaina/crack/heroina/maconha/lsd/ecstasy/ketamina/lanca',
    'drogado/drogada/bebado/bebada/alcoolizado/alcoolizada',
  ],
  chemical: [
    'agua/produto/=cloro/=soda/acido/=cal/=cola/alcool/cimento/desinfetante/detergente/tinta/removedor/sanitaria',
  ],
  inEye: [
    'caiu/entrou/espirrou/jogou/pingou/respingou/voou … olho/olhos/olhinho',
    'no/nos [meu/meus] olho/olhos … caiu/entrou/espirrou',
  ],
  allergy: [
    'empolado/empolada/empolando/urticaria/placas/alergia/alergico/alergica',
    'inchado/inchada/inchando/inchou/inchaco/inchadas',
  ],
  airway: ['lingua/labio/labios/garganta/glote/olhos/rosto/boca', 'voz rouca', 'engolir'],
  boneOut: [
    'osso/ossos [esta/ficou/apareceu/todo] [para/pra/de/a] fora/exposto/aparecendo/mostra/saindo',
    'fratura exposta',
  ],
  burn: [
    'queimei/queimou/queimadura/queimado/queimada/escaldou',
    'pegou/peguei/coloquei/botei/botou/colocou fogo',
  ],
  blister: ['bolha/bolhas enorme/enormes/grande/grandes/gigante/gigantes', 'carne viva'],
  leaking: [
    'perdendo/saindo/vazando/vazou/escorreu [muito] liquido/agua',
    'bolsa estourou/rompeu/rompida/estourada',
  ],
  stillness: [
    'nao/parou/sem/menos [esta/de] [sinto/mais/senti] [se] mexe/mexer/mexendo/mexeu/movimento/movimentos',
    'nao/num/sem/parei [consigo/de] [sinto/senti/sentindo/sentir/sente/percebo] [mais] [o/a/meu/minha] bebe/nenem/filho/filha/barriga/ele/ela [se] [esta] mexe/mexer/mexendo/mexeu/chutar/chutando/movimento/movimentos',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Sign = keyof typeof signs;
