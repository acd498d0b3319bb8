/** Any JSON value of a clinic's document. Nothing is known of its shape but what stands in it. */
export type Value = unknown;
export type Document = Readonly<Record<string, Value>>;
/** Keys and places, from the root. */
export type Path = readonly (string | number)[];

export const isRecord = (value: Value): value is Readonly<Record<string, Value>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As findings write it: `servicos.exames[0].preco_particular`. */
export const written = (path: Path): string =>
  path.map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`)).join('');

export function valueAt(document: Value, path: Path): Value {
  return path.reduce<Value>((value, part) => {
    if (Array.isArray(value)) return (value as readonly Value[])[Number(part)];
    return isRecord(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }, document);
}

/** A copy with the value put there; what is missing on the way is made. `undefined` takes it out. */
export function withValue(document: Value, [part, ...rest]: Path, value: Value): Value {
  if (part === undefined) return value;
  if (typeof part === 'number') {
    const items = Array.isArray(document) ? [...(document as readonly Value[])] : [];
    if (rest.length === 0 && value === undefined) return items.toSpliced(part, 1);
    items[part] = withValue(items[part], rest, value);
    return items;
  }
  const { [part]: before, ...others } = isRecord(document) ? document : {};
  if (rest.length === 0 && value === undefined) return others;
  // a key keeps its place
  const after = withValue(before, rest, value);
  return isRecord(document) && Object.hasOwn(document, part)
    ? Object.fromEntries(Object.entries(document).map(([key, old]) => [key, key === part ? after : old]))
    : { ...others, [part]: after };
}

/** A new item shaped like its neighbours, with nothing in it. */
export function emptyLike(items: readonly Value[]): Value {
  const [first] = items;
  if (!isRecord(first)) return '';
  return Object.fromEntries(Object.entries(first).map(([key, value]) => [key, emptied(key, value)]));
}

function emptied(key: string, value: Value): Value {
  if (key === 'id') return crypto.randomUUID().slice(0, 8);
  if (key === 'ativo') return true;
  if (Array.isArray(value)) return [];
  if (isRecord(value)) return {};
  return typeof value === 'boolean' ? false : '';
}

/** What a person may call an item of a list. */
export function nameOfItem(item: Value): string | undefined {
  if (!isRecord(item)) return undefined;
  const name = ['nome_exibicao', 'nome', 'nome_completo', 'titulo', 'tipo', 'data']
    .map((key) => item[key])
    .find((value) => typeof value === 'string' && value !== '');
  return name as string | undefined;
}

/** Those who work for the clinic, by the ids that services name. */
export function peopleOf(document: Document): readonly { readonly id: string; readonly name: string }[] {
  const listed = document['profissionais'];
  if (!Array.isArray(listed)) return [];
  return (listed as readonly Value[]).flatMap((item) => {
    const id = isRecord(item) ? item['id'] : undefined;
    return typeof id === 'string' && id !== '' ? [{ id, name: nameOfItem(item) ?? id }] : [];
  });
}

/** @returns the document, or in words where it cannot be read */
export function parsed(text: string): { readonly document: Document } | { readonly fault: string } {
  try {
    const value: Value = JSON.parse(text);
    return isRecord(value)
      ? { document: value }
      : { fault: 'O texto precisa começar com { e terminar com }.' };
  } catch (error) {
    return { fault: `Não é um JSON válido${nearWords(String(error), text)}.` };
  }
}

/** Browsers say either the position or what stands around it. */
function nearWords(said: string, text: string): string {
  const position = /position (\d+)/.exec(said)?.[1];
  if (position !== undefined) return `: veja a linha ${text.slice(0, Number(position)).split('\n').length}`;
  const [, around = ''] = said.split(', "');
  const [near = ''] = around.split('" is not valid');
  const shown = near.replaceAll(/\s+/g, ' ').trim();
  return shown === '' ? '' : `, perto de: ${shown.slice(0, 60)}`;
}
