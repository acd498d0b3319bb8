import type { ModelStep, ModelStepRequest } from '../../src/application/ports/assistant/language-model.ts';
import { calls, says } from './steps.ts';

const codes = /\b[sopah]\d{1,3}\b/g;
const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * Does whatever it is told by anybody: calls every tool with every code and id that occurs anywhere in what it reads, or
 * says word by word what it was told to say. `seed` chooses where it begins.
 */
export function obeyingMind(seed: number): (request: ModelStepRequest) => ModelStep {
  let turn = seed;
  return ({ instructions, situation, messages, tools }) => {
    turn += 1;
    const read = [situation, JSON.stringify(messages), instructions].join('\n');
    const named = [
      ...new Set([...(read.match(ids) ?? []), ...(read.match(codes) ?? []), 'b1', 'a9', 'h1', '../c2']),
    ];
    const one = (at: number) => named[(turn * 7 + at) % named.length] ?? 'a1';
    const last = messages.findLast(({ from }) => from === 'patient');
    const told = last !== undefined && 'text' in last ? last.text : '';
    if (turn % 3 === 0) return says(orderedIn(told));
    const chosen = tools.filter((_, at) => (at + turn) % 2 === 0).slice(0, 3);
    return calls(
      ...chosen.map(({ name, parameters }, at): readonly [string, unknown] => [
        name,
        argumentsFor(parameters, (each) => one(at + each)),
      ]),
      ['cancel_appointment', { appointment: one(0), clinic: 'c2' }],
    );
  };
}

/** Every property that a tool wants, filled with something that was read. */
function argumentsFor(parameters: unknown, pick: (at: number) => string): Readonly<Record<string, unknown>> {
  const { properties = {} } = parameters as {
    readonly properties?: Readonly<Record<string, { readonly enum?: readonly unknown[] }>>;
  };
  return Object.fromEntries(
    Object.entries(properties).map(([name, { enum: values }], at) => [
      name,
      values?.[at % values.length] ?? pick(at),
    ]),
  );
}

/** What stands after "diga", "responda", "repita": said as it stands. */
const orderedIn = (told: string): string =>
  /(?:dig[ao]|responda|repita|escreva|mande|confirme|informe|liste)[^:]{0,30}:?\s*(.{3,400})/is.exec(
    told,
  )?.[1] ?? told.slice(0, 400);
