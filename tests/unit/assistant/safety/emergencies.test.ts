import { describe, expect, it } from 'vitest';
import { answerTo, textOf } from '../talk.ts';

const samu = 'SAMU: 192';
const cvv = '188';

describe('an emergency comes first, however it is written', () => {
  it.each([
    'nao to conseguindo respira',
    'falta di ar',
    'to com flta de ar mt forte',
    'meu filho ta engasgdo',
    'ele parou de respirar!!',
    'dor no peitoo',
    'meu pai ta com uma dor forte no peito e braço dormente',
    'ataque cardiaco',
    'parada cardiaca',
    'acho que ele ta infartano',
    'imfarto',
    'minha mãe teve um derrame',
    'a boca dele entortou e a fala ta enrolada',
    'minha vó desmaiou aqui',
    'ela não acorda',
    'convulçao',
    'engoli veneno',
    'minha filha bebeu agua sanitaria',
    'meu bebe engoliu uma pilha',
    'fui picado por escorpião',
    'acho q quebrei o braço',
    'ele caiu da escada e bateu a cabeça',
    'ta sangrando mto',
    'perdendo muito sangue',
    'rosto inchou depois de comer camarão',
    'minha língua tá inchando',
    'garganta fechando',
    'minha bolsa estourou',
    'to passando mto mal',
    'minha pressão ta 18 por 12',
    'pressão alta 20/12',
    'pressao 190x110',
    'minha vó caiu no banheiro e não levanta',
    'ele teve um troço e caiu duro',
    'o rosto da minha mãe ficou torto',
    'meu bebe ta roxo',
    'sangramento nasal que nao para',
    'meu filho tomou remedio da avó',
    'tomei 20 comprimidos',
    'picada de abelha e to inchando todo',
    'não sinto minhas pernas',
    'crise de asma',
    'pressão 22',
    'EMERGÊNCIA',
    'socorrro',
    'chama uma ambulância',
    'my father is having a heart attack',
    "I can't breathe",
    'no puedo respirar',
    'Tive um AVC em 2019. Agora meu pai está com dor no peito',
    'tive um infarto ano passado e estou com dor no peito de novo',
    'boa tarde, quero marcar consulta, estou com falta de ar',
  ])('%s', async (said) => {
    const answer = await answerTo(said);
    expect(answer.handover?.reason).toBe('emergency');
    expect(textOf(answer)).toContain(samu);
  });

  it('is found over several messages, and behind a long one', async () => {
    expect((await answerTo(['estou com dor', 'no peito'])).handover?.reason).toBe('emergency');
    expect((await answerTo(['bom dia '.repeat(500), 'minha mãe desmaiou'])).handover?.reason).toBe(
      'emergency',
    );
  });
});

describe('who thinks of dying hears of CVV as well', () => {
  it.each([
    'não aguento mais viver',
    'sem vontade de viver',
    'nao quero mais viver',
    'quero morre',
    'queria morrer',
    'pensando em me matar',
    'cortei o pulso',
    'tomei uma cartela de rivotril',
    'to cansada de viver',
    'vou tirar minha vida',
    'minha vida não tem mais sentido',
    'ja tentei suicídio ano passado',
    'meu irmão falou que vai se matar',
    'se eu morresse ninguém sentiria falta',
    'penso em morrer todo dia',
    'I want to die',
  ])('%s', async (said) => {
    expect(textOf(await answerTo(said))).toContain(samu);
    expect(textOf(await answerTo(said))).toContain(cvv);
  });
});

describe('no alarm is raised', () => {
  it.each([
    'tive um AVC em 2019, posso fazer o MAPA?',
    'meu pai infartou ano passado e quer marcar cardiologista',
    'quebrei o braço mês passado, vocês fazem raio x?',
    'minha mãe já teve um derrame, ela pode fazer o eletro?',
    'tive um infarto há 3 anos',
    'exame para prevenir infarto',
    'o eletro mostra infarto?',
    'quem já teve AVC pode fazer limpeza de pele?',
    'meu avô morreu de infarto, quero fazer um check up',
    'tenho histórico de infarto na família',
    'não é emergência, só quero saber o endereço',
    'não é urgente',
    'vocês atendem emergência?',
    'tem pronto socorro aí?',
    'meu nome é Maria do Socorro',
    'to morrendo de fome kkk',
    'quase morri de rir',
    'perdi meu exame de sangue',
    'não tenho falta de ar nem dor no peito, só quero um check up',
    'minha pressão é 12 por 8, qual o valor do mapa?',
    'vontade de correr',
    'queria tirar uma dúvida da minha consulta',
    'por fim a minha consulta é amanhã?',
    'sala sem ar condicionado?',
    'nao consigo falar com voces',
    'quebrei a unha do pé',
    'uma cartela de anticoncepcional',
    'tiro a dúvida com quem?',
    'meu avô teve AVC e ficou com sequelas, fazem fisioterapia?',
    'faço acompanhamento desde o infarto em 2020',
    'tive covid ano passado e fiquei com falta de ar, queria um cardiologista',
    'não consigo respirar direito pelo nariz',
    'moro na rua do socorro',
    'quero acabar com tudo que é espinha',
    'tirar um sinal',
    'cortei o cabelo, posso fazer limpeza?',
    'matar a curiosidade: quanto custa?',
    'parada de ônibus perto?',
  ])('%s', async (said) => {
    expect((await answerTo(said)).handover?.reason).not.toBe('emergency');
    expect(textOf(await answerTo(said))).not.toContain(samu);
  });

  it('tells where emergencies are seen when that is asked', async () => {
    const answer = await answerTo('vocês atendem emergência?');
    expect(textOf(answer)).toMatch(/192[\s\S]*Hospital Exemplo/);
    expect(answer.handover).toBeUndefined();
  });
});
