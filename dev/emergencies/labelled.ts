import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** What somebody may write to a clinic, and whether help is needed at once. */
export type Labelled = {
  readonly text: string;
  readonly emergency: boolean;
  /** Somebody thinks of dying, or has hurt themselves. */
  readonly suicidal?: boolean;
  /** In a few words, for whoever reads the list. */
  readonly about?: string;
};

const folder = new URL('sentences/', import.meta.url);

/** Files of sentences by the name of the file, in the order of the names. */
export const sentenceFiles = (): ReadonlyMap<string, readonly Labelled[]> =>
  new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .map((name) => [name.replace('.jsonl', ''), labelledIn(readFileSync(new URL(name, folder), 'utf8'))]),
  );

/** One JSON object a line: `text`, `emergency`. @throws TypeError for a line that is none */
export const labelledIn = (file: string): readonly Labelled[] =>
  file
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const read: unknown = JSON.parse(line);
      if (isLabelled(read)) return read;
      throw new TypeError(`A line needs a text and whether it is an emergency: ${line}`);
    });

const isLabelled = (value: unknown): value is Labelled =>
  typeof value === 'object' &&
  value !== null &&
  'text' in value &&
  typeof value.text === 'string' &&
  'emergency' in value &&
  typeof value.emergency === 'boolean';

/** By which the weights know the sentences that they were learnt from. */
export const digestOf = (sentences: readonly Labelled[]): string =>
  createHash('sha256')
    .update(
      sentences.map(({ text, emergency, suicidal = false }) => `${emergency} ${suicidal} ${text}\n`).join(''),
    )
    .digest('hex')
    .slice(0, 16);
