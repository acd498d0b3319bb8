import fc from 'fast-check';

const longest = 4_096;
const anyWord = fc.stringMatching(/^[a-z]{1,14}$/);
/** A long text of words that nobody has written before. */
export function inventedBy(seed: number): string {
  let [text, state] = ['', seed];
  const next = (most: number) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return (state >>> 8) % most;
  };
  while (text.length < longest) {
    for (let left = 2 + next(12); left > 0; left -= 1) text += String.fromCharCode(97 + next(26));
    text += ' ';
  }
  return text.slice(0, longest);
}
export const madeUp = fc.nat().map(inventedBy);

const signs = [
  'nao ',
  'dor no ',
  'falta ',
  'quero ',
  'pressao ',
  'tive ',
  'e ',
  'de ',
  'as duas ',
  'dia 1 2 ',
  'dor. ',
];
const repeated = fc
  .oneof(
    fc.constantFrom(
      ' ',
      '\n',
      '.',
      ',',
      'a',
      'ha',
      'á',
      '👍',
      '\u200b',
      '\u200d',
      'a\u0301',
      '1',
      '1/1 ',
      '?',
      '(',
      '{',
      '@',
    ),
    fc.constantFrom(...signs),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }),
  )
  .map((part) => part.repeat(Math.ceil(longest / part.length)).slice(0, longest));
const mixed = fc
  .array(fc.constantFrom(...signs, ...'limpeza de pele,peito,respirar,morrer,doutora,amanha'.split(',')), {
    minLength: 600,
    maxLength: 800,
  })
  .map((parts) => parts.join(' ').slice(0, longest));
/** Texts for so many messages, other ones for every run where they are made up: what was seen is remembered. */
export type Texts = (count: number, run: number) => readonly string[];
const same =
  (text: string): Texts =>
  (count) =>
    Array.from({ length: count }, () => text);
export const anyTexts: fc.Arbitrary<Texts> = fc.oneof(
  fc.nat(1_000_000).map(
    (seed): Texts =>
      (count, run) =>
        Array.from({ length: count }, (_, index) => inventedBy(seed + 1_000 * run + index)),
  ),
  repeated.map(same),
  mixed.map(same),
);

const service = (name: string) => ({
  nome: name,
  convenios_aceitos: ['Amil', name],
  profissionais_ids: [name],
});
const many = <T>(count: number, make: (text: string) => T) =>
  fc
    .array(anyWord, { minLength: 40, maxLength: 40 })
    .map((words) =>
      Array.from({ length: count }, (_, at) =>
        make(
          `${words[at % 40]!} ${words[(at * 7 + Math.floor(at / 40)) % 40]!}${at} ${words[(at * 11) % 40]!}`,
        ),
      ),
    );
const text100k = fc.oneof(
  fc
    .constantFrom(' ', 'a ', ',', '{', '8 ', '1', '_', '👍', '?')
    .map((part) => `x${part.repeat(100_000 / part.length)}x`),
  madeUp.map((text) => text.repeat(25)),
);
/** Documents with entries far beyond what clinics write. */
export const extremeDocuments = fc.oneof(
  many(3_000, service).map((exames) => ({ servicos: { exames, consultas: exames } })),
  many(3_000, (nome) => ({ nome })).map((list) => ({ profissionais: list, convenios: list })),
  many(3_000, (text) => text).map((list) => ({
    estrutura_fisica: Object.fromEntries(list.map((text) => [text, text.repeat(5)])),
  })),
  text100k.map((text) => ({
    clinica: {
      informacoes_basicas: { nome: text, descricao: text },
      horario_funcionamento: { segunda: text, terca: { abertura: text, fechamento: text }, feriados: text },
    },
  })),
  text100k.map((text) => ({
    agente_ia: {
      configuracao: { nome: text, saudacao_inicial: text, mensagem_despedida: text },
      comportamento: { limite_tentativas: text },
    },
  })),
  text100k.map((text) => ({
    politicas: {
      agendamento: { antecedencia_minima: text, buffer: text, cancelamento: text },
      atendimento: [text],
    },
    servicos: { exames: [{ nome: 'X', preco_particular: text, duracao: text, convenios_aceitos: text }] },
  })),
  fc.constant({ agente_ia: { configuracao: { saudacao_inicial: `Oi${' '.repeat(20_000)}tudo bem?` } } }),
);
