const hot = 'quente/quentes/fervendo/fervente/fervida/pelando';
const poured = 'derramou/derramei/derramaram/virou/virei/caiu/espirrou/espirraram/jogou/jogaram/entornou';
const liquid = 'oleo/agua/cafe/cha/leite/sopa/gordura/caldo/azeite/panela/chaleira/frigideira';

/** Observations that weigh by what came before them: an operation, a birth, heat, a sting, an illness. */
export const signsByCause = {
  operated: [
    'operei/operou/operado/operada/operaram',
    'fiz/fez/fizemos [a/uma/minha/o] cirurgia/cesarea/cesariana/lipo/lipoaspiracao/abdominoplastia/plastica/protese/bariatrica/curetagem/vasectomia',
    'tirei/tirou/retirei/retirou/retiraram/extrai [o/a/os/as] [meu/minha] apendice/vesicula/utero/amigdala/amigdalas/adenoide/ovario/rim/tireoide/prostata/siso/dente',
    'pos operatorio/operacao/cirurgia/cirurgico',
    'depois/apos [de/da] cirurgia/operacao/cesarea/lipo',
    'corte/pontos/cicatriz/dreno [da/do/de] cirurgia/operacao/cesarea',
  ],
  yearsAgo: [
    'ha/faz/tem # ano/anos/mes/meses',
    'ano/mes passado',
    'em ####',
    'antigo/antiga/antigas/antigos/crianca/infancia',
  ],
  sting: [
    'abelha/abelhas/vespa/marimbondo/marimbondos/formiga/formigas/maribondo',
    'picou/picaram/picada/picadas/picado/ferroada/ferroadas/mordida',
  ],
  hives: [
    'empolado/empolada/empolados/empolando/empolou/urticaria/placas/vergoes',
    'cocando/coceira/cocar … corpo/todo/toda',
  ],
  throat: [
    'lingua [esta/ficando/ficou/muito] grossa/pesada/inchada/dormente',
    'rouco/rouca',
    'voz [esta/ficou/ficando] rouca/sumindo/mudando/mudou',
    'garganta [esta/ficando] apertada/apertando/cocando/fechada',
    'labio/labios/boca [esta/estao/ficou/ficando] inchado/inchados/inchada/inchando/formigando',
  ],
  scald: [
    `${poured} … ${liquid} ${hot}`,
    `${poured} … panela de pressao`,
    `${liquid} ${hot} … ${poured}`,
    'panela de pressao explodiu/estourou',
  ],
  wideBurn: [
    'rosto/peito/barriga/pescoco/costas/genital/virilha/corpo/olhos',
    'bolha/bolhas',
    'pele … soltando/soltou/descolando/saindo/caindo/despregando',
  ],
  lightBurn: ['sol/praia/piscina/bronzeamento/peeling/laser/cera/depilacao/largada/marca/mancha/cicatriz'],
  sugarOffScale: [
    'glicose/glicemia/dextro/diabetes/acucar … =hi/=high/=lo/=low',
    'deu/marcou/marcando/mostra/mostrando/apareceu/aparece =hi/=high/=lo/=low',
  ],
  diabetic: ['diabetico/diabetica/diabetes/insulina/glicose/glicemia/hipoglicemia/hiperglicemia'],
  sweating: ['suando/suor/suadouro/suo frio/gelado/fria/muito'],
  eyeDroop: ['olho/palpebra [esta/ficou] mais fechado/fechada/caido/caida'],
  acetone: ['bafo/halito/cheiro/cheirando/boca [de/a/com] [de] acetona'],
  battery: [
    'pilha/pilhas/ima/imas',
    'bateria [pequena/redonda/redondinha] [de/do] relogio/botao/controle/brinquedo',
  ],
  putInside: [
    'engoliu/engoli/engolir/engolido',
    'enfiou/colocou/botou/meteu … nariz/narina/ouvido/orelha/boca',
  ],
  testicle: ['testiculo/testiculos/escroto', 'bolsa escrotal', 'dor/dores/doi/doendo … no/o =saco'],
  belly: ['barriga/barriguinha/abdomen/estomago'],
  tearing: ['rasgando/rasgante/dilacerante/lancinante'],
  back: ['costas/abdomen/peito'],
  numb: [
    'pernas/bracos/maos/pes/perna/braco [dele/dela] [esta/estao/ficou/ficaram] formigando/dormente/dormentes/adormecida/adormecidas/moles',
  ],
  inhaled: [
    'inalou/inalei/inalaram/cheirou/cheirei/respirou/respirei/aspirou … gas/fumaca/cloro/tiner/thinner/monoxido/veneno/amonia/tinta',
    'vazamento de gas',
  ],
  flashes: [
    'raio/raios/flash/flashes/clarao/claroes/relampago/relampagos/faisca/faiscas [de] luz',
    'flash/flashes/clarao/claroes/relampagos/faiscas',
    'luzes/luzinhas/pontos piscando/brilhantes/brilhando/voando',
  ],
  shadow: ['sombra/cortina/veu/nuvem … olho/olhos/visao/vista/crescendo/aumentando'],
  swollenLeg: [
    'perna/panturrilha/coxa/batata [da/direita/esquerda/dele/dela] [perna] [esta/ficou] [muito/bem] inchada/inchado/inchou/enorme/quente',
  ],
  breathless: [
    'cansado/cansada/cansa/canso so de/em/para falar/andar/levantar/respirar',
    'falta/faltando/faltou [de/o] ar',
    'sem ar/folego',
  ],
  pain: ['dor/dores/doendo/doi/doeu/colica/colicas'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
