import { expect, test } from 'vitest';
import {
  emptyLike,
  parsed,
  valueAt,
  withValue,
  written,
} from '../../../../console/src/clinic/context/document.ts';
import { sectionsOf } from '../../../../console/src/clinic/context/sections.ts';

const document = {
  clinica: { nome: 'A', horario_funcionamento: {}, cores: 'azul' },
  servicos: {
    exames: [
      { id: 'eletro', nome: 'Eletro' },
      { id: 'eco', nome: 'Eco' },
    ],
  },
  programa: {},
};

test('writes a place as the findings of the server do', () => {
  expect(written(['servicos', 'exames', 0, 'preco_particular'])).toBe('servicos.exames[0].preco_particular');
});

test('a value is put in its place without touching anything else, and keys keep their order', () => {
  const after = withValue(document, ['servicos', 'exames', 1, 'nome'], 'Ecocardiograma');
  expect(valueAt(after, ['servicos', 'exames', 1, 'nome'])).toBe('Ecocardiograma');
  expect(document.servicos.exames[1]?.nome).toBe('Eco');
  expect(Object.keys(after as object)).toEqual(['clinica', 'servicos', 'programa']);
});

test('what is missing on the way is made, and what is taken out is gone', () => {
  expect(withValue({}, ['a', 'b'], 1)).toEqual({ a: { b: 1 } });
  expect(withValue(document, ['servicos', 'exames', 0], undefined)).toMatchObject({
    servicos: { exames: [{ id: 'eco' }] },
  });
  expect(withValue({ a: 1, b: 2 }, ['a'], undefined)).toEqual({ b: 2 });
});

test('a key that objects have from birth is a value like any other', () => {
  expect(valueAt({}, ['constructor'])).toBeUndefined();
  const after = withValue({}, ['__proto__'], 1) as object;
  expect(Object.keys(after)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(after)).toBe(Object.prototype);
});

test('a new item has the shape of the others, and nothing in it', () => {
  expect(
    emptyLike([{ id: 'x', nome: 'A', duracao_minutos: 30, convenios_aceitos: ['B'], ativo: false }]),
  ).toEqual({
    id: expect.stringMatching(/^[\da-f]{8}$/) as string,
    nome: '',
    duracao_minutos: '',
    convenios_aceitos: [],
    ativo: true,
  });
});

test('every part of a document is in a section, also those that nobody has named', () => {
  const places = sectionsOf(document).flatMap(({ paths }) => paths.map(written));
  expect(places).toContain('programa');
  expect(places).toContain('clinica.cores');
  expect(sectionsOf({}).some(({ id }) => id === 'outros')).toBe(false);
});

test('a text that is no document is refused in words, with the place', () => {
  expect(parsed('{"a": 1}')).toEqual({ document: { a: 1 } });
  expect(parsed('{\n"a": ,\n}')).toEqual({ fault: expect.stringContaining('perto de: { "a": ,') as string });
  expect(parsed('{\n"a": 1')).toEqual({ fault: expect.stringContaining('linha 2') as string });
  expect(parsed('[1]')).toMatchObject({ fault: expect.stringContaining('{') as string });
});
