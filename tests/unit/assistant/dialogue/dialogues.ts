import type { ClinicName } from './clinics.ts';

export type TrialDialogue = {
  readonly kind: string;
  readonly at: ClinicName;
  readonly turns: readonly string[];
  /** All must be in the last answer. */
  readonly says?: readonly RegExp[];
  readonly never?: readonly RegExp[];
  /** The reason of a handover in the last turn; `none` for no handover. */
  readonly handover?: string;
  /** A time is held or offered: the booking has been reached. */
  readonly reaches?: true;
  /** Clock time of all times that are offered in the last answer. */
  readonly offers?: RegExp;
};

const one = (kind: string, at: ClinicName, text: string, rest: Partial<TrialDialogue>): TrialDialogue => ({
  kind,
  at,
  turns: [text],
  ...rest,
});
const menu = /escolha uma opção|não entendi/i;

/** Written before the changes that they measure. */
export const dialogues: readonly TrialDialogue[] = [
  // names against everyday words
  one('names', 'unlucky', 'claro, pode ser', { never: [/Clara/] }),
  one('names', 'unlucky', 'quero marcar cardiologista', { never: [/Clara/], says: [/cardiol/i] }),
  one('names', 'unlucky', 'bom dia, vocês atendem todos os dias?', { never: [/Marcos/], says: [/segunda/i] }),
  one('names', 'unlucky', 'quanto custa a consulta com a dra clara?', { says: [/300/], never: [/350/] }),
  one('names', 'unlucky', 'quero marcar com o marcos dias', { never: [/Clara/], reaches: true }),
  one('names', 'unlucky', 'a vista é bonita ai? quanto é a consulta de nutricao', { says: [/200/] }),
  one('names', 'large', 'deixa eu ficar em paz, qual o endereço?', {
    says: [/Rua do Teste/],
    never: [/Paz Moura/],
  }),
  one('names', 'large', 'li a mensagem, obrigada', { never: [/Lia Couto/, menu] }),

  // the clinic's own names first
  one('own names', 'dental', 'quanto é a limpeza?', { says: [/180/], never: [/600|900/] }),
  one('own names', 'dental', 'valor do canal', { says: [/900/] }),
  one('own names', 'large', 'quanto custa limpeza de pele', { says: [/190/], never: [/330/] }),
  one('own names', 'large', 'preço da pediatra', { says: [/280/] }),
  one('own names', 'large', 'valor do preventivo', { says: [/140/], never: [/310/] }),
  one('own names', 'psychologist', 'quanto é a sessão de terapia de casal?', {
    says: [/320/],
    never: [/220/],
  }),
  one('own names', 'imaging', 'qual o valor do ultrassom de mama', { says: [/160/], never: [/180/] }),
  one('own names', 'imaging', 'preço rm joelho', { says: [/700/] }),
  one('own names', 'large', 'colocar diu quanto fica', { says: [/800/] }),
  one('own names', 'dental', 'vcs fazem implante?', {
    never: [/R\$ 900/],
    says: [/não (encontrei|temos|tenho)|equipe/i],
  }),

  // when is my appointment
  {
    kind: 'own visit',
    at: 'large',
    turns: ['quero marcar ortopedista', '1', '1', 'sim', 'que dia ficou minha consulta mesmo?'],
    says: [/Rui|ortop/i],
    handover: 'none',
  },
  {
    kind: 'own visit',
    at: 'large',
    turns: ['quero marcar ortopedista', '1', '1', 'sim', 'qual o horário que eu marquei?'],
    says: [/Rui|ortop/i],
    handover: 'none',
  },
  {
    kind: 'own visit',
    at: 'large',
    turns: ['quero marcar ortopedista', '1', '1', 'sim', 'quando é mesmo?'],
    says: [/Rui|ortop/i],
    handover: 'none',
  },
  one('own visit', 'large', 'tenho alguma consulta marcada?', { handover: 'none', never: [menu] }),

  // the clinic's own texts
  one('own texts', 'imaging', 'como pego o resultado do meu exame?', { says: [/imagemclara/] }),
  one('own texts', 'imaging', 'o que preciso levar?', { says: [/pedido médico/] }),
  one('own texts', 'imaging', 'precisa levar documento?', { says: [/documento com foto/] }),
  one('own texts', 'imaging', 'posso tomar meu remédio da pressão antes do ultrassom de abdome?', {
    says: [/remédios de uso contínuo/],
  }),
  one('own texts', 'dental', 'tem lugar pra parar o carro?', { says: [/três vagas/] }),
  one('own texts', 'dental', 'vocês atendem urgencia?', {
    says: [/urgência odontológica/],
    handover: 'none',
  }),
  one('own texts', 'unlucky', 'preciso levar exames antigos?', { says: [/seis meses/] }),
  one('own texts', 'psychologist', 'é online?', { says: [/vídeo/] }),
  one('own texts', 'large', 'minha filha de 15 pode ir sozinha?', { says: [/responsável/] }),
  one('own texts', 'unlucky', 'tem estacionamento?', { says: [/equipe/i], never: [/gratuit/] }),

  // constraints kept on the way
  {
    kind: 'constraints',
    at: 'large',
    turns: ['queria de manhã, consulta', 'ortopedista'],
    offers: /^(0[89]|1[01])/,
  },
  {
    kind: 'constraints',
    at: 'large',
    turns: ['quero marcar uma consulta à tarde', 'ginecologista'],
    offers: /^1[3-7]/,
  },
  {
    kind: 'constraints',
    at: 'large',
    turns: ['quero marcar com a dra lia', 'limpeza de pele'],
    reaches: true,
    never: [/qual profissional/i],
  },
  one('constraints', 'large', 'ortopedista só depois do dia 2', {
    says: [/0[3-9]\/12/],
    never: [/2[5-9]\/11|30\/11|01\/12/],
  }),
  one('constraints', 'large', 'quero dermatologista na outra semana', {
    never: [/2[5-7]\/11/],
    reaches: true,
  }),
  one('constraints', 'large', 'tem ortopedista semana que vem de tarde?', { offers: /^1[3-7]/ }),
  one('constraints', 'large', 'preciso de pediatra pros meus dois filhos', { reaches: true }),

  // politeness changes nothing
  one('politeness', 'large', 'por favor, se possível, quanto custa a consulta ortopédica?', {
    says: [/290/],
  }),
  one('politeness', 'large', 'oi tudo bem? desculpa incomodar, queria saber o endereço por gentileza', {
    says: [/Rua do Teste/],
  }),
  one('politeness', 'large', 'quero marcar ortopedista se possível, né', { reaches: true }),
  one('politeness', 'large', 'me passa o valor do eletro por favor obrigada', { says: [/110/] }),
  one('politeness', 'dental', 'oi, é aí que faz canal né? quanto fica mais ou menos?', { says: [/900/] }),
  one('politeness', 'large', 'vocês aceitam vida plena, por favor?', { says: [/Vida Plena/] }),

  // two requests in one message
  one('two', 'large', 'qual o endereço e quanto custa o eletro?', { says: [/Rua do Teste/, /110/] }),
  one('two', 'large', 'quero marcar ortopedista e saber se aceita vida plena', {
    says: [/Vida Plena/],
    reaches: true,
  }),
  one('two', 'imaging', 'valor do raio x de torax e que horas abre?', { says: [/90/, /08h/] }),
  one('two', 'dental', 'quanto é a limpeza e onde fica?', { says: [/180/, /Rua do Teste/] }),

  // not patients
  one('others', 'large', 'esse robô não entende nada', { handover: 'complaint' }),
  one('others', 'large', 'acho que mandei mensagem no número errado', {
    never: [menu],
    says: [/sem problema|tudo bem/i],
  }),
  one('others', 'large', 'sou representante comercial, vendo equipamentos, com quem falo?', {
    never: [menu],
    says: [/equipe|parceri/i],
  }),
  one('others', 'large', 'gostaria de enviar meu currículo', { says: [/currículo|vagas/i] }),
  one('others', 'large', 'quero que apaguem meus dados', { handover: 'asked-for-human' }),
  one('others', 'large', 'quais dados meus vocês têm? LGPD', { handover: 'asked-for-human' }),
  one('others', 'large', 'é da pizzaria?', { says: [/Policlínica Horizonte/] }),

  // a question in the middle of a booking
  {
    kind: 'in the middle',
    at: 'large',
    turns: ['quero marcar ortopedista', 'quanto tempo demora?'],
    says: [/30 min/],
    reaches: true,
  },
  {
    kind: 'in the middle',
    at: 'large',
    turns: ['quero marcar ortopedista', 'quanto custa?'],
    says: [/290/],
    reaches: true,
  },
  {
    kind: 'in the middle',
    at: 'psychologist',
    turns: ['quero marcar terapia individual', 'quanto dura a sessão?'],
    says: [/50 min/],
    reaches: true,
  },
  {
    kind: 'in the middle',
    at: 'large',
    turns: ['quero marcar ortopedista', 'aceita vida plena?'],
    says: [/Vida Plena/],
    reaches: true,
  },

  // ways to ask for a time
  ...[
    'tem horário com ortopedista?',
    'preciso passar no ortopedista',
    'consegue me encaixar com o dr rui amanhã?',
    'quando tem vaga pro ortopedista?',
    'to precisando de um ortopedista',
    'quero uma consulta ortopédica quinta',
    'dá pra ver o dr rui essa semana?',
    'marca ortopedista pra mim?',
    'ortopedista pra amanhã cedo',
    'queria ver um horário pra consulta com o dr. Rui',
    'gostaria de agendar uma avaliação com ortopedista',
    'vcs tem agenda pra ortopedia?',
    'tem como o dr rui me atender na sexta?',
    'preciso de consulta p meu joelho com o ortopedista',
    'boa tarde, gostaria de saber se tem disponibilidade para ortopedista',
  ].map((text) => one('ask for a time', 'large', text, { reaches: true, never: [menu] })),
];

/** A second round, not looked at while the first was mended. */
export const secondRound: readonly TrialDialogue[] = [
  one('names', 'unlucky', 'boa noite clara, tudo bem?', { never: [menu] }),
  one('names', 'unlucky', 'quais dias o dr dias atende?', { says: [/Marcos Dias/], never: [/Clara Rosa/] }),
  one('names', 'unlucky', 'rosa é a cor da logo de vocês? kkk qual o endereço', {
    says: [/Rua do Teste/],
    never: [/Clara/],
  }),
  one('own names', 'dental', 'quanto custa manutencao do aparelho', { says: [/150/], never: [/600|900/] }),
  one('own names', 'imaging', 'quanto fica um us abdome total?', { says: [/180/] }),
  one('own names', 'large', 'valor consulta clinico geral', { says: [/250/] }),
  one('own names', 'psychologist', 'preço da terapia', { says: [/220/] }),
  one('own names', 'large', 'quanto é o peeling?', { says: [/450/] }),
  one('own names', 'dental', 'vocês fazem clareamento? quanto?', { says: [/600/] }),
  one('own texts', 'imaging', 'preciso estar em jejum pro ultrassom de abdome?', { says: [/8 horas/] }),
  one('own texts', 'imaging', 'onde vejo meu laudo?', { says: [/imagemclara/] }),
  one('own texts', 'dental', 'posso comer antes?', { says: [/alimentado/] }),
  one('own texts', 'psychologist', 'atende por videochamada?', { says: [/vídeo/] }),
  one('own texts', 'dental', 'onde estaciono?', { says: [/três vagas/] }),
  one('own texts', 'imaging', 'aceita pedido médico de outro hospital?', { never: [menu] }),
  {
    kind: 'own visit',
    at: 'large',
    turns: ['quero marcar dermatologista', '1', '1', 'sim', 'que horas é minha consulta?'],
    says: [/Lia|dermat/i],
    handover: 'none',
  },
  {
    kind: 'own visit',
    at: 'large',
    turns: ['quero marcar dermatologista', '1', '1', 'sim', 'esqueci o horário da minha consulta'],
    says: [/Lia|dermat/i],
    handover: 'none',
  },
  { kind: 'constraints', at: 'large', turns: ['tem horário à tarde?', 'pediatra'], offers: /^1[3-7]/ },
  {
    kind: 'constraints',
    at: 'large',
    turns: ['quero ir com a dra ana de manhã', 'consulta ginecológica'],
    offers: /^(0[89]|1[01])/,
  },
  one('constraints', 'large', 'pediatra a partir de quinta à tarde', { offers: /^1[3-7]/ }),
  one('constraints', 'large', 'dermatologista, menos na quarta', { reaches: true, never: [/25\/11/] }),
  one('politeness', 'large', 'moça me ajuda por favor quanto tá a consulta com pediatra?', { says: [/280/] }),
  one('politeness', 'imaging', 'bom dia! por gentileza, qual horário de funcionamento?', { says: [/08h/] }),
  one('politeness', 'dental', 'se não for incômodo, gostaria de marcar uma limpeza', { reaches: true }),
  one('two', 'large', 'vocês atendem vida plena? e qual o valor da consulta ginecológica?', {
    says: [/Vida Plena/, /310/],
  }),
  one('two', 'psychologist', 'é online? e quanto custa a terapia individual?', { says: [/vídeo/, /220/] }),
  one('others', 'large', 'ops, número errado, desculpa', { never: [menu], says: [/sem problema/i] }),
  one('others', 'large', 'trabalho com energia solar, posso apresentar uma proposta?', {
    never: [menu],
    says: [/equipe|parceri/i],
  }),
  one('others', 'large', 'vocês estão contratando recepcionista?', {
    never: [menu],
    says: [/vagas|currículo|equipe/i],
  }),
  one('others', 'large', 'quero excluir meu cadastro', { handover: 'asked-for-human' }),
  one('others', 'large', 'esse atendimento automático é horrível', { handover: 'complaint' }),
  { kind: 'in the middle', at: 'dental', turns: ['quero marcar limpeza', 'dói?'], never: [menu] },
  {
    kind: 'in the middle',
    at: 'large',
    turns: ['quero marcar pediatra', 'onde fica?'],
    says: [/Rua do Teste/],
    reaches: true,
  },
  {
    kind: 'in the middle',
    at: 'large',
    turns: ['quero marcar pediatra', 'aceita cartão?'],
    never: [menu],
    reaches: true,
  },
  ...[
    'quero consultar com a dra paz',
    'meu filho precisa de pediatra',
    'tem vaga pra limpeza de pele essa semana?',
    'queria saber os horários da dra lia',
    'me encaixa na ginecologista sexta?',
    'bora marcar o papanicolau',
    'consulta com clinico geral amanha de manha',
    'preciso fazer um eletro',
  ].map((text) => one('ask for a time', 'large', text, { reaches: true, never: [menu] })),
];
