import { expect, it } from 'vitest';
import { filledReferences, referenceNames } from '../../../src/domain/assistant/grounding/references.ts';
import { local, spokenFacts } from '../../support/assistant/spoken.ts';

const facts = spokenFacts({
  patientName: 'Ana Souza',
  handles: new Map([['h1', local('2026-11-26 08:30')]]),
});
const filled = (text: string) => filledReferences(text, facts);

it('fills in what is referred to, as the product prints it', () => {
  expect(filled('A {servico:limpeza} custa {preco:limpeza} e dura {duracao:limpeza}.')).toBe(
    'A Limpeza de pele custa R$ 280,00 e dura 1h30.',
  );
  expect(filled('{preco:peeling}')).toBe('sob avaliação');
  expect(filled('{horario:h1}, {dia:h1} às {hora:h1}')).toBe(
    'quinta-feira, 26/11, às 08:30, quinta-feira (26/11) às 08h30',
  );
  expect(filled('{paciente}, ligue {telefone}: {profissional:lara}')).toBe(
    'Ana, ligue +55 11 5550-0142: Dra. Lara Monteiro',
  );
  expect(filled('{funcionamento}')).toContain('Domingo: fechado\nSegunda-feira: 07h às 20h');
});

it('fills in nothing where one reference means nothing', () => {
  for (const text of [
    '{preco:botox}',
    '{preco:cauterizacao}',
    '{profissional:caio}',
    '{horario:h2}',
    '{constructor}',
    '{__proto__:a}',
    '{preco}',
    'a { b',
    'a } b',
    '{{preco:limpeza}}',
  ])
    expect({ text, filled: filled(text) }).toEqual({ text, filled: undefined });
});

it('knows every name that a model is told of', () => {
  expect(referenceNames).toContain('preco');
  for (const name of referenceNames) expect(name).toMatch(/^[a-z]+$/);
});
