import { describe, expect, it } from 'vitest';
import { newDialogue } from '../../../src/adapters/guided/dialogue.ts';
import { answerTo, choicesOf, contextOf, nightTime, openTime, talk, textOf } from './talk.ts';

/** A conversation that has been greeted already. */
const dialogue = { ...newDialogue, lastSpokeAt: new Date(openTime.getTime() - 60_000).toISOString() };

/** What is said, what must stand in the answer, what must not. */
type Row = readonly [said: string, must: RegExp, mustNot?: RegExp];

const notUnderstood = /não entendi/;

function check(rows: readonly Row[]) {
  for (const [said, must, mustNot = notUnderstood] of rows) {
    it(said, async () => {
      const text = textOf(await answerTo(said, { dialogue }));
      expect(text).toMatch(must);
      expect(text).not.toMatch(mustNot);
      expect(text).not.toMatch(notUnderstood);
    });
  }
}

describe('opening hours', () => {
  check([
    ['que horas fecha?', /até as 20h/, /MAPA/],
    ['até que horas vocês atendem na sexta?', /Sexta-feira.*18h/, /MAPA/],
    ['vocês são 24 horas?', /Nosso horário/, /MAPA/],
    ['horário', /Nosso horário/],
    ['funciona no feriado?', /Natal \(25\/12\): fechado[\s\S]*a equipe confirma/, /abertos agora/],
    ['abre no natal?', /Natal, não abrimos/, /abertos agora/],
    ['vocês abrem no carnaval?', /Sobre outro feriado, a equipe confirma/, /abertos agora/],
    ['como funciona a limpeza de pele?', /Higienização profunda/, /Nosso horário/],
  ]);
});

describe('a named professional wins over the clinic’s hours', () => {
  check([
    [
      'a dra lara atende sabado?',
      /Dra\. Lara Monteiro\* não atende sábado[\s\S]*Quarta-feira: 13h às 19h/,
      /Sábado.*atendemos/,
    ],
    [
      'qual o horário do dr otávio?',
      /Horários de Dr\. Otávio Brandão[\s\S]*Sexta-feira: 13h às 18h/,
      /Nosso horário/,
    ],
    ['a dra lara atende amanhã?', /Dra\. Lara Monteiro\* atende amanhã \(quarta-feira\): 13h às 19h/],
    ['quem faz a limpeza de pele?', /Lara Monteiro/, /Otávio/],
  ]);
});

describe('place', () => {
  check([
    ['to perdida nao acho a clinica', /Rua das Paineiras/],
    ['tem metrô perto?', /Rua das Paineiras/, /Porto Seguro|lista/],
    ['fica perto do shopping?', /Rua das Paineiras/, /Porto Seguro/],
    ['tem estacionamento? qual o endereço?', /Rua das Paineiras[\s\S]*primeira hora/],
    ['vocês têm banheiro?', /banheiro adaptado/],
  ]);
});

describe('money', () => {
  check([
    ['posso pagar na hora?', /Formas de pagamento/, /MAPA/],
    ['aceita cheque?', /Não aceitamos cheque/],
    ['aceita boleto?', /Não encontrei boleto entre as nossas formas/],
    ['aceita pix?', /Pix/, /Não/],
    ['tá caro', /Formas de pagamento/],
    ['tem promoção?', /Formas de pagamento/, /lista/],
    ['quanto fica o eletro sem convenio', /R\$ 150,00/, /Convênios/],
    ['dermatologista que atenda amil', /Não encontrei Amil/, /Valor particular/],
    ['particular', /Valores particulares/],
    ['quanto?', /Valores particulares/],
    [
      'plano horizonte cobre cauterização?',
      /Plano Horizonte[\s\S]*Se o convênio cobre \*Cauterização\*, a equipe confirma/,
      /Duração/,
    ],
    ['não quero marcar, só quero saber o preço da limpeza', /R\$ 280,00/, /Qual dia/],
    ['quanto custa o eletro e o mapa?', /R\$ 150,00[\s\S]*R\$ 290,00/],
    ['sou de belo horizonte, atendem unimed?', /Não encontrei Unimed/, /Sim, atendemos/],
  ]);
});

describe('people and rules', () => {
  check([
    ['atende criança?', /responsável/],
    ['minha filha tem 10 anos, vocês atendem?', /responsável/],
    ['pode tomar banho com o mapa?', /Preparo para \*MAPA 24 horas\*/, /medicamentos/],
    ['meu exame ficou pronto?', /Prazo dos resultados/, /nossos atendimentos/],
    ['meus exames chegaram?', /Prazo dos resultados/, /nossos atendimentos/],
    ['tem sala de espera?', /a equipe confirma/, /lista/],
    ['consulta com a dra lara quanto é', /dermatológica\*: R\$ 380,00/, /Limpeza/],
    ['o exame mapa precisa de autorização?', /MAPA|Saúde Aurora/, /Cauterização/],
    ['meu nome é joao da silva cpf 123.456.789-00', /Recebi os dados/, /joao|123/i],
    ['posso mandar meu exame por aqui?', /Pode mandar por aqui/],
    ['quanto tempo antes preciso chegar?', /Chegue 10 minutos antes/],
    ['posso remarcar quantas vezes?', /remarcar até duas vezes/, /Formas de pagamento/],
    ['a consulta com a Beatriz é online? quanto custa?', /nutricional\*: R\$ 260,00[\s\S]*a equipe confirma/],
    ['a nutri atende quais dias', /Horários de Beatriz Sampaio/],
    ['vocês tratam acne?', /Consulta dermatológica/],
    ['tem médico do coração?', /Otávio/],
    ['tem pediatra?', /Não encontrei esse atendimento/],
    ['precisa de pedido médico pro eletro?', /a equipe confirma/, /CRM/],
    ['o mapa atrapalha pra dormir?', /Se a sua dúvida é outra/],
    ['quero trabalhar com vcs', /contato@/],
    ['vaga de emprego', /contato@ipeamarelo\.example/, /Estacionamento/],
  ]);
});

describe('first words and small talk', () => {
  check([
    ['Olá! Tenho interesse e queria mais informações, por favor.', /Escolha uma opção/],
    ['informações', /Escolha uma opção/],
    ['ta ok obrigado viu', /Por nada/],
    ['bom diaa', /Como posso ajudar/],
    ['kkkkk', /Estou por aqui/],
    ['??', /Estou por aqui/],
    ['to aqui na porta', /avisar na recepção/],
    ['atendimento nota 10, amei!', /Que bom saber/, /Nota fiscal/],
    ['feliz natal!', /Por nada/, /não abrimos/],
    ['vou pensar', /Tudo bem/],
    ['valeu, era só isso', /Por nada!/, /Não tenho/],
    ['vc é um robô?', /Sou a Lia, assistente virtual/],
  ]);
});

describe('several wishes at once', () => {
  check([
    [
      'quero marcar uma limpeza de pele e queria saber se tem estacionamento',
      /primeira hora[\s\S]*Qual dia/,
      /Higienização/,
    ],
    [
      'quero agendar limpeza de pele amanhã e saber se posso cancelar ate quando',
      /sem custo[\s\S]*Anotei o seu pedido/,
    ],
    ['adorei! qual o preço da limpeza e tem horário na quinta?', /R\$ 280,00[\s\S]*Anotei o seu pedido/],
    ['minha neta me deu esse telefone, queria marcar médico do coração', /cardiológica/, /Nossos contatos/],
    ['quero agendar', /Qual atendimento/, /cancelar/],
    ['kero marka consuta', /Qual atendimento/],
    ['posso passar aí amanhã?', /./, /medicamentos/],
    ['quero marcar um holter', /Não encontrei esse atendimento[\s\S]*Qual atendimento/],
    ['quero consulta com dr caio', /Não encontrei esse nome[\s\S]*Qual atendimento/],
    ['quero marcar com a doutora amanhã', /Qual atendimento/, /Não encontrei/],
    ['marcar eletro e mapa no mesmo dia', /um pedido de cada vez/],
  ]);

  it('offers each of the services that were named', async () => {
    const { replies } = await answerTo('marcar eletro e mapa no mesmo dia');
    expect(choicesOf(replies).map(({ id }) => id)).toEqual(['book:eletro', 'book:mapa']);
  });
});

describe('gives to a human', () => {
  it.each([
    ['alguem ai?', 'asked-for-human'],
    ['tem alguém aí?', 'asked-for-human'],
    ['tenho consulta marcada amanhã, qual horário?', 'asked-for-human'],
    ['cheguei e nao tem ninguem', 'asked-for-human'],
    ['o doutor chegou?', 'asked-for-human'],
    ['preciso falar urgente com o dr otavio', 'asked-for-human'],
    ['esqueci meu casaco ai', 'asked-for-human'],
    ['ja paguei o pix, segue comprovante', 'asked-for-human'],
    ['tem alguma consulta no meu nome?', 'asked-for-human'],
    ['pode mudar pra quinta?', 'asked-for-human'],
    ['quero cancelar minha consulta e saber se tem multa', 'asked-for-human'],
    ['meu marido marcou consulta com vcs?', 'asked-for-human'],
    ['não quero falar com robô', 'asked-for-human'],
    ['que atendimento lixo', 'complaint'],
    ['vcs demoram demais pra responder', 'complaint'],
    ['seus incompetentes', 'complaint'],
  ])('%s → %s', async (said, reason) => {
    const answer = await answerTo(said, { dialogue });
    expect(answer.handover?.reason).toBe(reason);
    expect(textOf(answer)).not.toMatch(/Escolha|lista/);
  });

  it('takes no pain for a complaint', async () => {
    const answer = await answerTo('tô com uma dor de cabeça horrível', { dialogue });
    expect(answer.handover?.reason).toBe('health-question');
    expect(textOf(answer)).toContain('não posso avaliar sintomas');
  });
});

describe('English', () => {
  it.each([
    'Hi, how much is a consultation?',
    'do you speak english?',
    'Hello, I need an appointment with a dermatologist',
    'where are you located?',
    'what are your opening hours?',
  ])('%s', async (said) => {
    const answer = await answerTo(said, { dialogue });
    expect(textOf(answer)).toContain('I can only answer in Portuguese');
    expect(choicesOf(answer.replies).map(({ id }) => id)).toEqual(['human']);
  });
});

describe('how it is said', () => {
  it.each([
    ['Lia', undefined, 'Sou a Lia,'],
    ['Theo', undefined, 'Sou o Theo,'],
    ['Íris', undefined, 'Sou Íris,'],
    ['Íris', 'Oi! Aqui é a Íris. Como posso ajudar?', 'Sou a Íris,'],
  ])('gives %s the right article', async (nome, saudacao_inicial, expected) => {
    const context = contextOf({ agente_ia: { configuracao: { nome, saudacao_inicial } } });
    expect(textOf(await answerTo('você é um robô?', { context, dialogue }))).toContain(expected);
  });

  it('lets nothing come between the pointing finger and the menu', async () => {
    expect(textOf(await answerTo('oi', { now: nightTime }))).toMatch(/encerrou[\s\S]*👇$/);
  });

  it('says once when it opens again', async () => {
    const said = textOf(await answerTo('qual o horário?', { now: nightTime }));
    expect(said.match(/brimos amanhã/g)).toHaveLength(1);
  });

  it('does not say on a Sunday that the day is over', async () => {
    const said = textOf(await answerTo('onde fica?', { now: new Date('2026-11-22T14:00:00Z') }));
    expect(said).toContain('Hoje não abrimos');
    expect(said).not.toContain('já encerrou');
  });
});

describe('while a booking wish waits', () => {
  it('takes a professional for an answer to "which service?"', async () => {
    expect(choicesOf((await talk(['quero marcar', 'dra lara'])).replies).map(({ id }) => id)).toEqual([
      'book:consulta-dermato',
      'book:limpeza',
      'book:peeling',
    ]);
  });

  it('takes "ok" for no answer', async () => {
    expect(textOf(await talk(['quero marcar limpeza de pele', 'onde fica?', 'ok']))).toContain(
      'falta só me dizer',
    );
    expect(textOf(await talk(['quero marcar', 'ok']))).toContain('Qual atendimento');
  });

  it('takes a service and a day for a wish, without a verb', async () => {
    expect((await answerTo('limpeza de pele quinta de manhã')).handover?.reason).toBe('booking-request');
  });
});
