import { describe, expect, it } from 'vitest';
import { fitToWhatsApp } from '../../../src/domain/messaging/whatsapp-limits.ts';

const button = (id: string, title: string) => ({ id, title });

describe('fitToWhatsApp', () => {
  it('splits long text between paragraphs and loses none of it', () => {
    const paragraph = 'palavra '.repeat(300).trim();
    const parts = fitToWhatsApp({ type: 'text', body: [paragraph, paragraph, paragraph].join('\n\n') });
    expect(parts.map(({ body }) => body)).toEqual([paragraph, paragraph, paragraph]);
  });

  it('never cuts an emoji', () => {
    const [fitted] = fitToWhatsApp({
      type: 'buttons',
      body: 'x',
      buttons: [button('a', `${'a'.repeat(17)}👩‍⚕️👩‍⚕️`)],
    });
    expect(fitted).toMatchObject({ buttons: [{ title: `${'a'.repeat(17)}…` }] });
  });

  it('makes a list of more than three buttons', () => {
    const buttons = ['a', 'b', 'c', 'd'].map((id) => button(id, id));
    expect(fitToWhatsApp({ type: 'buttons', body: 'x', buttons })[0]).toMatchObject({ type: 'list' });
  });

  it('tells apart buttons whose cut labels would be the same', () => {
    const long = 'Consulta dermatológica com';
    const [fitted] = fitToWhatsApp({
      type: 'buttons',
      body: 'x',
      buttons: [button('a', `${long} A`), button('b', `${long} B`)],
    });
    expect(new Set(fitted?.type === 'buttons' ? fitted.buttons.map(({ title }) => title) : []).size).toBe(2);
  });

  it('sends nothing without words and only text without choices', () => {
    expect(fitToWhatsApp({ type: 'text', body: ' \u200B\n' })).toEqual([]);
    expect(fitToWhatsApp({ type: 'list', body: 'x', button: 'b', sections: [] })).toEqual([
      { type: 'text', body: 'x' },
    ]);
  });

  it('puts a body too long for buttons before them', () => {
    const parts = fitToWhatsApp({
      type: 'buttons',
      body: 'palavra '.repeat(200),
      buttons: [button('a', 'A')],
    });
    expect(parts.map(({ type }) => type)).toEqual(['text', 'buttons']);
  });
});
