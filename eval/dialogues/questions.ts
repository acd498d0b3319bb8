import type { Category, Dialogue } from '../dialogue.ts';

type Ends = Dialogue['ends'];
type Row = readonly [
  id: string,
  clinic: Dialogue['clinic'],
  says: Dialogue['says'][number] | Dialogue['says'],
  ends: Ends,
  more?: Partial<Dialogue>,
];

const ask = (category: Category, rows: readonly Row[]): readonly Dialogue[] =>
  rows.map(([id, clinic, says, ends, more]) => ({
    id,
    category,
    clinic,
    says: (Array.isArray(says) ? says : [says]) as Dialogue['says'],
    ends,
    ...more,
  }));

const night = { now: '2026-11-24 22:30' };

export const questions: readonly Dialogue[] = [
  ...ask('prices', [
    [
      'skin',
      'demo',
      'quanto custa a consulta com a dermatologista?',
      { says: ['R$ 380,00'], never: ['R$ 420,00'] },
    ],
    ['cleaning', 'demo', 'qto fica a limpeza de pele', { says: ['R$ 280,00'] }],
    ['two', 'demo', 'quanto custa o eletro e o mapa?', { says: ['R$ 150,00', 'R$ 290,00'] }],
    ['unknown', 'demo', 'qual o valor da cauterização?', { says: [/equipe/], never: [/R\$ \d/] }],
    ['on-request', 'demo', 'qual o preço do peeling', { says: ['avaliação'], never: [/R\$ \d/] }],
    ['all', 'demo', 'tabela de preços por favor', { says: ['R$ 380,00', 'R$ 280,00', 'R$ 150,00'] }],
    ['discount', 'demo', 'no pix tem desconto?', { says: ['5%'] }],
    ['instalments', 'demo', 'parcela em quantas vezes?', { says: ['6x'] }],
    ['session', 'psychologist', 'qual o valor da sessão?', { says: ['R$ 240,00'], never: ['R$ 380,00'] }],
    ['couple', 'psychologist', 'e terapia de casal quanto é', { says: ['R$ 380,00'] }],
    ['dental-cleaning', 'dental', 'quanto é a limpeza?', { says: ['R$ 160,00'] }],
    ['whitening', 'dental', 'clareamento ta quanto', { says: ['R$ 850,00'] }],
    ['from', 'dental', 'tratamento de canal custa quanto?', { says: ['a partir de R$ 700,00'] }],
    ['knee', 'imaging', 'preço da ressonância de joelho', { says: ['R$ 890,00'] }],
    [
      'two-ultrasounds',
      'imaging',
      'valor do ultrassom de abdome',
      { says: ['R$ 210,00'], never: ['R$ 180,00'] },
    ],
    ['large', 'large', 'quanto custa consulta de cardiologia?', { says: ['R$ 330,00'] }],
    ['unlucky-plan', 'unlucky', 'quanto custa o plano alimentar?', { says: ['R$ 220,00'] }],
    ['not-offered', 'demo', 'quanto custa botox?', { never: [/botox[^.?!]{0,40}R\$/i] }],
  ]),
  ...ask('plans', [
    ['yes', 'demo', 'atendem Saúde Aurora?', { says: [/sim/i, 'Saúde Aurora'] }],
    ['no', 'demo', 'aceita unimed?', { says: [/não/i], never: [/sim, atendemos/i] }],
    ['inactive', 'demo', 'vocês aceitam Vida Serena?', { never: [/sim, atendemos/i] }],
    ['of-service', 'demo', 'a limpeza de pele faz pelo Saúde Aurora?', { says: [/não/i, /particular/i] }],
    [
      'list',
      'demo',
      'quais convênios vocês atendem?',
      { says: ['Saúde Aurora', 'Plano Horizonte'], never: ['Vida Serena'] },
    ],
    ['eletro', 'demo', 'eletro pelo plano horizonte cobre?', { says: [/não encontrei|não/i] }],
    ['private-only', 'psychologist', 'você atende por convênio?', { says: [/não|particular|equipe/i] }],
    ['reimbursement', 'psychologist', 'dá recibo pra reembolso?', { says: [/recibo/i] }],
    ['dental', 'dental', 'clareamento pelo Dental Estrela?', { says: [/não/i] }],
    ['large', 'large', 'atendem Farol?', { says: ['Farol'] }],
  ]),
  ...ask('place', [
    ['where', 'demo', 'onde vocês ficam?', { says: ['Rua das Paineiras, 321'] }],
    ['parking', 'demo', 'tem estacionamento?', { says: ['primeira hora'] }],
    ['wheelchair', 'demo', 'minha mãe é cadeirante, consegue entrar?', { says: [/rampa|elevador/i] }],
    ['phone', 'demo', 'me passa o telefone', { says: ['5550-0142'] }],
    ['lake', 'psychologist', 'qual o endereço do consultório', { says: ['Beira-Lago, 1500'] }],
    ['garage', 'large', 'onde eu paro o carro? quanto é?', { says: ['R$ 12,00'] }],
    ['square', 'dental', 'é perto da praça?', { says: [/coreto/] }],
  ]),
  ...ask('preparation', [
    ['mapa', 'demo', 'qual o preparo do mapa?', { says: ['24 horas'] }],
    ['eletro', 'demo', 'precisa de preparo pro eletro?', { says: [/creme no tórax/i] }],
    ['abdomen', 'imaging', 'preciso de jejum pro ultrassom de abdome?', { says: ['8 horas', '4 copos'] }],
    [
      'thyroid',
      'imaging',
      'ultrassom de tireoide é em jejum?',
      { says: [/não precisa de jejum/i], never: ['8 horas'] },
    ],
    ['ct', 'imaging', 'jejum de quantas horas pra tomografia?', { says: ['4 horas'] }],
    ['bring', 'imaging', 'o que preciso levar no dia do exame?', { says: [/pedido médico|RG|documento/i] }],
    ['result', 'imaging', 'em quanto tempo sai o resultado da mamografia?', { says: ['2 dias úteis'] }],
    ['companion', 'dental', 'pra tirar o siso precisa ir com alguém?', { says: [/acompanhante/i] }],
    [
      'medicine',
      'demo',
      'tomo remédio de pressão, paro antes do mapa?',
      { never: [/pode parar|suspenda/i], handover: 'either' },
    ],
  ]),
  ...ask('out of hours', [
    [
      'greeting',
      'demo',
      'boa noite, tem alguém aí?',
      { says: [/07h|amanhã|fechad|encerrou/i], handover: 'either' },
      night,
    ],
    ['price', 'demo', 'quanto custa a limpeza?', { says: ['R$ 280,00'] }, night],
    ['tomorrow', 'demo', 'que horas abre amanhã?', { says: ['07h'] }, night],
    ['sunday', 'demo', 'vocês abrem hoje?', { says: [/não/i] }, { now: '2026-11-29 10:00' }],
    ['christmas', 'demo', 'abre no natal?', { says: [/não abrimos|fechad/i] }],
    [
      'human-at-night',
      'demo',
      'quero falar com uma pessoa',
      { handover: 'wanted', says: [/07h|amanhã/i] },
      night,
    ],
    ['hours', 'large', 'qual o horário de funcionamento?', { says: ['07h às 21h', '07h às 13h'] }],
  ]),
  ...ask('anger', [
    ['absurd', 'demo', 'isso é um absurdo, faz dois dias que ninguém me responde', { handover: 'wanted' }],
    ['complaint', 'demo', 'quero fazer uma reclamação do atendimento', { handover: 'wanted' }],
    ['no-robot', 'demo', 'não quero falar com robô', { handover: 'wanted' }],
    ['swearing', 'demo', 'que porcaria de atendimento, chama um humano', { handover: 'wanted' }],
    ['repeated', 'demo', ['asdkjh', 'qwoieu', 'zxmcnb', 'lkjqwe'], { handover: 'wanted' }],
    ['person', 'dental', 'quero falar com a recepção', { handover: 'wanted' }],
  ]),
  ...ask('off-topic', [
    ['weather', 'demo', 'vai chover hoje?', { never: [/\d+ ?°|graus/] }],
    ['poem', 'demo', 'escreve um poema sobre o mar', { never: [/onda|mar azul/i] }],
    ['president', 'demo', 'quem é o presidente do brasil?', { never: [/lula|bolsonaro/i] }],
    ['job', 'demo', 'tem vaga de emprego?', { says: [/contato@|equipe/i] }],
    [
      'seller',
      'demo',
      'oi, somos da Invent Marketing e temos uma proposta pra sua clínica',
      { handover: 'either' },
    ],
    [
      'data',
      'demo',
      'quais dados meus vocês guardam? quero que apaguem',
      { handover: 'either', says: [/equipe/i] },
    ],
    ['wrong-number', 'demo', 'é da pizzaria?', { handover: 'none' }],
  ]),
  ...ask('voice and pictures', [
    ['voice', 'demo', [{ media: 'audio' }], { says: [/escrever|escreva|áudio/i] }],
    ['picture', 'demo', [{ media: 'image' }], { says: [/imagem/i] }],
    [
      'caption',
      'demo',
      [{ media: 'image', caption: 'quanto custa tirar isso? cauterização' }],
      { never: [/R\$ \d/] },
    ],
    ['document', 'demo', [{ media: 'document' }], { says: [/documento/i] }],
    ['location', 'demo', [{ media: 'location' }], { says: ['Paineiras'] }],
  ]),
  ...ask('other languages', [
    ['english', 'demo', 'hi, do you speak english?', { says: [/english|portuguese/i], handover: 'either' }],
    ['english-price', 'demo', 'how much is a skin cleaning?', { never: ['R$ 380,00'], handover: 'either' }],
    [
      'spanish-price',
      'demo',
      'cuanto cuesta la limpieza de piel?',
      { never: ['R$ 380,00'], handover: 'either' },
    ],
    ['spanish-where', 'demo', 'donde están ubicados?', { says: [/Paineiras|equipe/i], handover: 'either' }],
  ]),
];
