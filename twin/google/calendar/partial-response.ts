import { invalid } from '../errors.ts';

type Mask = Map<string, Mask | undefined>;

/** Google's `fields` parameter: `nextPageToken,items(id,summary)`. What is not named is left out. */
export function partialResponse(value: unknown, fields: string | null): unknown {
  if (fields === null || fields === '' || fields === '*') return value;
  return select(value, maskOf(fields));
}

function maskOf(fields: string): Mask {
  const tokens = fields.match(/[^,()/]+|[,()/]/g) ?? [];
  let at = 0;
  const list = (): Mask => {
    const mask: Mask = new Map();
    do {
      const name = tokens[at++];
      if (name === undefined || /[,()/]/.test(name)) return refused(fields);
      mask.set(name, below());
    } while (tokens[at] === ',' && ++at);
    return mask;
  };
  const below = (): Mask | undefined => {
    if (tokens[at] === '/') {
      at += 1;
      const name = tokens[at++];
      return name === undefined ? refused(fields) : new Map([[name, below()]]);
    }
    if (tokens[at] !== '(') return undefined;
    at += 1;
    const mask = list();
    return tokens[at++] === ')' ? mask : refused(fields);
  };
  const mask = list();
  return at < tokens.length ? refused(fields) : mask;
}

const refused = (fields: string): never => invalid(`Invalid field selection ${fields}`, 'invalidParameter');

function select(value: unknown, mask: Mask): unknown {
  if (Array.isArray(value)) return value.map((item) => select(item, mask));
  if (typeof value !== 'object' || value === null || mask.has('*')) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => mask.has(name))
      .map(([name, inner]) => {
        const below = mask.get(name);
        return [name, below === undefined ? inner : select(inner, below)];
      }),
  );
}
