import { describe, expect, it } from 'vitest';
import type { FindingKind } from '../../../src/domain/assistant/grounding/finding.ts';
import type { SpokenFacts } from '../../../src/domain/assistant/grounding/spoken-facts.ts';
import { ungroundedIn } from '../../../src/domain/assistant/grounding/ungrounded.ts';
import { local, spokenFacts } from '../../support/assistant/spoken.ts';
import { anAppointment } from './booking-talk.ts';

const kinds = (text: string, given: Partial<SpokenFacts> = {}) =>
  ungroundedIn(text, spokenFacts(given)).map(({ kind }) => kind);

const may = (sentences: readonly string[], given: Partial<SpokenFacts> = {}) => {
  for (const said of sentences) it(`may say: ${said}`, () => expect(kinds(said, given)).toEqual([]));
};
const mayNot = (
  sentences: readonly (readonly [said: string, kind: FindingKind])[],
  given: Partial<SpokenFacts> = {},
) => {
  for (const [said, kind] of sentences)
    it(`may not say: ${said}`, () => expect(kinds(said, given)).toContain(kind));
};

describe('prices', () => {
  may([
    'A consulta dermatológica custa R$ 380,00.',
    'A limpeza de pele sai por 280 reais e o eletrocardiograma, R$150.',
    'A consulta com a Dra. Lara custa trezentos e oitenta reais.',
    '*Limpeza de pele*\nValor: R$ 280,00\nDuração: 1h30',
    'O peeling químico é sob avaliação.',
    'No Pix há 5% de desconto.',
    'No cartão de crédito, em até 6x sem juros.',
  ]);
  mayNot([
    ['A consulta dermatológica custa R$ 280,00.', 'price'],
    ['A consulta custa R$ 380,00.', 'price'],
    ['A limpeza custa 380 e o eletro 150.', 'price'],
    ['O peeling químico custa R$ 300,00.', 'price'],
    ['Fica R$ 380,00.', 'price'],
    ['A limpeza de pele custa duzentos e noventa reais.', 'price'],
    ['A limpeza de pele custa 1,2 mil.', 'price'],
    ['Limpeza de pele e consulta dermatológica juntas: R$ 660,00.', 'price'],
    ['A primeira consulta é gratuita!', 'discount'],
    ['Consigo um desconto para você.', 'discount'],
    ['No cartão de débito há 5% de desconto.', 'discount'],
    ['A limpeza fica em 3x de 120.', 'discount'],
    ['No cartão de crédito, em até 12x sem juros.', 'discount'],
    ['Para você sai pela metade do preço.', 'discount'],
  ]);
});

describe('hours', () => {
  may([
    'Abrimos de segunda a quinta das 7 às 20h.',
    'Na sexta-feira atendemos das 7h às 12h e das 13h às 18h.',
    'Aos sábados a clínica funciona das oito ao meio-dia.',
    'A Dra. Lara Monteiro atende às quartas das 13h às 19h.',
    'Aos domingos não abrimos.',
    'No Natal (25/12) estaremos fechados.',
  ]);
  mayNot([
    ['Abrimos de segunda a sexta das 7 às 20h.', 'clock'],
    ['Aos sábados a clínica funciona das 8h às 13h.', 'clock'],
    ['A Dra. Lara Monteiro atende às terças das 13h às 19h.', 'clock'],
    ['O Dr. Otávio atende às quartas das 13h às 19h.', 'clock'],
    ['Abrimos aos domingos.', 'opening'],
    ['A Dra. Lara atende na sexta-feira.', 'opening'],
    ['Não abrimos na quinta-feira.', 'opening'],
    ['Atendemos 24 horas.', 'duration'],
    ['Atendemos 24/7.', 'day'],
  ]);
});

const times = [
  { serviceId: 'consulta-dermato', start: local('2026-11-26 08:30'), professionalId: 'lara' },
  { serviceId: 'consulta-dermato', start: local('2026-11-26 10:00'), professionalId: 'lara' },
  { serviceId: 'consulta-dermato', start: local('2026-12-02 15:00'), professionalId: 'lara' },
];

describe('times of the agenda', () => {
  may(
    [
      'Tenho quinta-feira, 26/11, às 08h30 ou às 10h com a Dra. Lara.',
      'Na quarta, dia 2 de dezembro, tenho às três da tarde.',
      'Depois de amanhã (26/11) há às oito e meia e às 10h.',
      'Não tenho horário livre às 14h30. Prefere outro?',
    ],
    { times, patientWords: ['quero às 14h30'] },
  );
  mayNot(
    [
      ['Tenho quinta-feira, 26/11, às 09h com a Dra. Lara.', 'clock'],
      ['Tenho quinta-feira, 26/11, às 15h.', 'clock'],
      ['Tenho sexta-feira, 26/11, às 10h.', 'day'],
      ['Tenho quinta-feira, 26/11, às 10h com o Dr. Otávio.', 'clock'],
      ['Tenho às 14h30.', 'clock'],
      ['Para a limpeza de pele tenho quinta, 26/11, às 10h.', 'clock'],
      ['Sua consulta é quinta-feira, 26/11, às 10h.', 'clock'],
    ],
    { times, patientWords: ['quero às 14h30'] },
  );
});

describe('names', () => {
  may(['Quem atende é a Dra. Lara Monteiro.', 'A Beatriz Sampaio é nutricionista.', 'Oi, Ana!'], {
    patientName: 'Ana Souza',
  });
  mayNot([
    ['Quem atende é a Dra. Joana Prado.', 'name'],
    ['Quem atende é o Dr. Caio Vidal.', 'name'],
    ['Pode falar com a Fernanda na recepção.', 'name'],
    ['Sim, aceitamos Unimed.', 'name'],
    ['doutora joana vai te atender', 'name'],
    ['Fazemos botox e preenchimento.', 'offer'],
    ['Atendemos a limpeza de pele pelo Saúde Aurora.', 'insurance'],
    ['Não atendemos Saúde Aurora.', 'insurance'],
  ]);
});

describe('ways to reach and to pay', () => {
  may([
    'Ligue para +55 11 5550-0142 ou (11) 5550-0142.',
    'Nosso site é https://ipeamarelo.example e o e-mail, contato@ipeamarelo.example.',
    'Ficamos na Rua das Paineiras, 321, 2º andar.',
    'Se é uma emergência, ligue 192 (SAMU).',
  ]);
  mayNot([
    ['Ligue para +55 11 5550-0199.', 'phone'],
    ['Pague em https://pix.example/abc.', 'link'],
    ['A chave Pix é clinica@golpe.example.', 'link'],
    ['A chave Pix é 123.456.789-09.', 'code'],
    ['A chave é 7f9c2d4e-1111-4222-8333-abcdefabcdef.', 'code'],
    ['Ficamos na Rua das Flores, 120.', 'address'],
    ['Ficamos na Rua das Paineiras, 421.', 'number'],
    ['Siga a gente em @ipeamarelo.', 'link'],
  ]);
});

describe('acts', () => {
  const appointment = anAppointment(1, '2026-11-26 08:30');
  const held = anAppointment(2, '2026-11-26 10:00', {
    state: 'held',
    holdExpiresAt: local('2026-11-24 11:10'),
  });
  mayNot([
    ['Marquei a sua consulta.', 'act'],
    ['Prontinho! Está tudo certo.', 'act'],
    ['Sua consulta foi cancelada.', 'act'],
    ['Já avisei a equipe.', 'act'],
    ['Vou avisar a equipe.', 'act'],
    ['Te aviso quando abrir uma vaga.', 'act'],
    ['A recepção vai ligar para você.', 'act'],
    ['Estou verificando com a médica.', 'act'],
    ['Reservei para você.', 'act'],
    ['Coloquei você na lista de espera.', 'act'],
    ['A doutora autorizou.', 'act'],
    ['Seu pagamento foi confirmado.', 'act'],
    ['Combinado, te esperamos!', 'act'],
    ['Retornaremos em breve.', 'act'],
    ['Protocolei o seu pedido.', 'act'],
  ]);
  may([
    'Posso marcar para você?',
    'Ainda não marquei nada.',
    'Quer que eu cancele?',
    'Assim que for confirmado, o horário é seu.',
    'Você já tem consulta marcada?',
    'Vou te ajudar com isso.',
    'A equipe informa o valor para você.',
  ]);
  may(
    [
      'Passei a sua conversa para a nossa equipe.',
      'Vou avisar a equipe.',
      'Alguém continua com você por aqui.',
    ],
    {
      acts: [{ act: 'handed-over', reason: 'asked-for-human' }],
    },
  );
  may(['Cancelei a sua consulta de quinta-feira, 26/11, às 08:30.'], {
    acts: [{ act: 'cancelled', appointment }],
  });
  mayNot([['Cancelei a sua consulta de quinta-feira, 26/11, às 10h.', 'clock']], {
    acts: [{ act: 'cancelled', appointment }],
    times,
  });
  may(['Reservei quinta-feira, 26/11, às 10h. Confirma?'], { acts: [{ act: 'held', appointment: held }] });
  mayNot([['Marquei quinta-feira, 26/11, às 10h.', 'act']], { acts: [{ act: 'held', appointment: held }] });
  mayNot([['Marquei a sua consulta de quinta-feira, 26/11, às 08h30.', 'act']], {
    appointments: [appointment],
  });
  may(['A sua consulta está marcada para quinta-feira, 26/11, às 08h30 com a Dra. Lara.'], {
    appointments: [appointment],
  });
});

describe('health', () => {
  mayNot([
    ['Pelo que você descreve, é uma dermatite.', 'diagnosis'],
    ['Parece ser só uma gripe.', 'diagnosis'],
    ['Não é nada grave.', 'diagnosis'],
    ['Pode ficar tranquila, isso é normal.', 'diagnosis'],
    ['Tome um comprimido de dipirona de 6 em 6 horas.', 'medicine'],
    ['Tome 500 mg à noite.', 'medicine'],
    ['O seu exame deu normal.', 'result'],
    ['Seu resultado está alterado.', 'result'],
  ]);
  may([
    'Não posso indicar medicamentos por aqui.',
    'Preparo para *MAPA 24 horas*: Tome banho antes de vir: o aparelho fica no braço por 24 horas e não pode molhar.',
  ]);
});

describe('what is said to the assistant', () => {
  mayNot([
    ['Você é o assistente automático de uma clínica e conversa com pacientes.', 'internal'],
    ['Use offer_times para mostrar horários.', 'internal'],
  ]);
  may(['Sou o assistente virtual da clínica.']);
});

describe('signs', () => {
  it('reads digits of any form', () => {
    expect(kinds('A limpeza de pele custa R$ ３８０,00.')).toContain('price');
    expect(kinds('A limpeza de pele custa R$ 3\u200b80,00.')).toContain('price');
    expect(kinds('A limpeza de pele custa R$ ٣٨٠.')).toContain('script');
    expect(kinds('Marсado!')).toContain('script');
  });
  it('refuses a preparation told of another service', () => {
    const said =
      'Preparo para *Limpeza de pele*: Tome banho antes de vir: o aparelho fica no braço por 24 horas.';
    expect(kinds(said)).toContain('quote');
  });
});

describe('claims by a noun, promises of money and of plans', () => {
  mayNot([
    ['Agendamento concluído com sucesso!', 'act'],
    ['Cancelamento realizado com sucesso.', 'act'],
    ['Remarcação concluída.', 'act'],
    ['A reserva está feita.', 'act'],
    ['Já está tudo certo com a sua consulta, pode vir!', 'act'],
    ['Aceitamos todos os planos de saúde, sem exceção.', 'act'],
    ['A avaliação sai por nossa conta.', 'discount'],
    ['O retorno não é cobrado.', 'discount'],
  ]);
});
