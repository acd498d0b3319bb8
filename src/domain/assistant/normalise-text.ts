import { folded } from '../clinic/folded-text.ts';

/** How people write on the phone. */
const abbreviations = new Map(
  Object.entries({
    vc: 'voce',
    vcs: 'voces',
    ce: 'voce',
    ces: 'voces',
    hj: 'hoje',
    amn: 'amanha',
    amnh: 'amanha',
    qto: 'quanto',
    qnto: 'quanto',
    qt: 'quanto',
    qtos: 'quantos',
    qnt: 'quanto',
    kto: 'quanto',
    q: 'que',
    oq: 'o que',
    oque: 'o que',
    pq: 'porque',
    tb: 'tambem',
    tbm: 'tambem',
    td: 'tudo',
    blz: 'beleza',
    vlw: 'valeu',
    obg: 'obrigado',
    obgd: 'obrigado',
    brigado: 'obrigado',
    brigada: 'obrigada',
    obgda: 'obrigada',
    pfv: 'por favor',
    pf: 'por favor',
    pfvr: 'por favor',
    n: 'nao',
    nn: 'nao',
    naum: 'nao',
    s: 'sim',
    ss: 'sim',
    cmg: 'comigo',
    ta: 'esta',
    to: 'estou',
    tou: 'estou',
    tava: 'estava',
    pra: 'para',
    pro: 'para',
    p: 'para',
    msm: 'mesmo',
    mto: 'muito',
    mt: 'muito',
    dps: 'depois',
    end: 'endereco',
    tel: 'telefone',
    fone: 'telefone',
    zap: 'whatsapp',
    wpp: 'whatsapp',
    hr: 'hora',
    hrs: 'horas',
    doutor: 'dr',
    doutora: 'dra',
    seg: 'segunda',
    ter: 'terca',
    qua: 'quarta',
    qui: 'quinta',
    sex: 'sexta',
    sab: 'sabado',
    dom: 'domingo',
    cartao: 'cartao',
    min: 'minutos',
    agr: 'agora',
    cons: 'consulta',
    aki: 'aqui',
    eh: 'e',
    soh: 'so',
    bj: 'beijo',
    bjs: 'beijos',
    ctz: 'certeza',
    fds: 'fim de semana',
    usg: 'ultrassom',
    ultrasson: 'ultrassom',
    ultrassonografia: 'ultrassom',
    eletro: 'eletrocardiograma',
    ecg: 'eletrocardiograma',
    gineco: 'ginecologia',
    dermato: 'dermatologia',
    cardio: 'cardiologia',
    oftalmo: 'oftalmologia',
    otorrino: 'otorrinolaringologia',
    endocrino: 'endocrinologia',
    neuro: 'neurologia',
    fisio: 'fisioterapia',
    psico: 'psicologia',
    psiquiatra: 'psiquiatria',
    odonto: 'odontologia',
    dentista: 'odontologia',
    nutri: 'nutricao',
    pediatra: 'pediatria',
    geriatra: 'geriatria',
    orto: 'ortopedia',
  }),
);

/** Folded, with abbreviations written out and letters drawn out for effect ("oiiii") shortened. */
export const normalised = (text: string): string =>
  folded(text.slice(0, 4_096))
    .replace(/([a-z])\1{2,}/g, '$1')
    .split(' ')
    .map((word) => abbreviations.get(word) ?? word)
    .join(' ');

export const wordsOf = (normal: string): readonly string[] => normal.split(' ').filter(Boolean);

/** Words that tell nothing apart. */
const filler = new Set(
  'a o as os e de da do das dos em no na nos nas um uma uns umas com sem por para pelo pela ao aos que se ou eu me meu minha voces voce isso esse essa este esta esses la ai sobre ate'.split(
    ' ',
  ),
);

export const tellingWords = (normal: string): readonly string[] =>
  wordsOf(normal).filter((word) => !filler.has(word) && word.length > 1);
