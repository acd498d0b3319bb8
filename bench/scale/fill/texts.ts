/** What patients write; `%` is one of the subjects. */
const asked = [
  'Oi, bom dia, queria marcar uma consulta de %',
  'Vocês fazem %? Quanto custa?',
  'Boa tarde, meu convênio cobre %?',
  'Preciso remarcar minha avaliação de % para quinta de manhã',
  'Qual é o endereço de vocês? Tenho % amanhã',
  'Obrigada! Então fica confirmado % para segunda',
  'Meu filho precisa de %, vocês atendem crianças?',
  'Posso levar os exames no dia de %?',
  'Estou com dor depois de %, o que eu faço?',
  'Tem horário no sábado para %?',
];

/** What the assistant answers; each ends with the buttons of the product. */
const answered = [
  'Não tenho os valores de % por aqui, mas a equipe informa para você.',
  'Olá, Paciente! Aqui é o assistente virtual da clínica. Para % temos horários na terça e na quinta. Qual você prefere?',
  'Ainda não tenho o nosso horário de atendimento por aqui, mas a equipe informa para você sobre %.',
  'Seu horário de % está confirmado: segunda-feira, às 14:30, com a Dra. Helena. Se precisar mudar, é só chamar.',
  'Anotei o seu pedido de %. Assim que a agenda responder, eu aviso por aqui.',
  'Não tenho o endereço por aqui, mas a equipe envia para você antes de %.',
];

const subjects = `
  limpeza clareamento aparelho canal implante extração restauração periodontia ortodontia endodontia prótese faceta
  botox preenchimento dermatologia fisioterapia pilates acupuntura nutrição psicologia pediatria cardiologia
  oftalmologia ginecologia ultrassom mamografia ressonância vacina radiografia avaliação retorno cirurgia
  hidratação peeling laser drenagem ortopedia fonoaudiologia urologia neurologia`
  .trim()
  .split(/\s+/);

/** Said in one of five thousand messages of a patient. */
export const rareSubject = 'sialometria';

export type Text = { readonly side: 'asked' | 'answered'; readonly n: number; readonly content: string };

const both = { asked, answered } as const;
export const texts: readonly Text[] = (['asked', 'answered'] as const).flatMap((side) =>
  both[side]
    .flatMap((sentence) => subjects.map((subject) => sentence.replace('%', subject)))
    .map((content, n) => ({ side, n, content })),
);

export const textsOf = (side: Text['side']): number => both[side].length * subjects.length;
export const rareText: Text = {
  side: 'asked',
  n: -1,
  content: `Vocês fazem ${rareSubject}? Quanto custa?`,
};

const names =
  `Ana Beatriz Carla Daniela Eduarda Fernanda Gabriela Helena Isabela Juliana Karina Larissa Mariana Natália
  Olívia Patrícia Rafaela Sofia Tatiana Vitória André Bruno Caio Diego Eduardo Felipe Gustavo Henrique Igor João
  Leonardo Marcelo Nélson Otávio Paulo Rodrigo Sérgio Thiago Vinícius William`
    .trim()
    .split(/\s+/);
const families =
  `Almeida Barbosa Cardoso Duarte Esteves Fonseca Gonçalves Holanda Ibáñez Junqueira Klein Lacerda Macedo
  Nogueira Oliveira Pacheco Queiroz Ribeiro Sampaio Teixeira Uchôa Vasconcelos Xavier Zanetti`
    .trim()
    .split(/\s+/);

const listed = (words: readonly string[]) => `(array['${words.join("', '")}'])`;

/** The name of the patient of a place, as SQL. */
export const nameAt = (place: string): string =>
  `${listed(names)}[1 + ${place} % ${names.length}] || ' ' || ${listed(families)}[1 + ${place} / ${names.length} % ${families.length}]`;
/** Somebody of them: one in a thousand is called so. */
export const knownName = 'Otávio Junqueira';
