import { isRecord, type Value } from '../document.ts';
import { inOrder, labelOf } from '../labels.ts';

const isEmpty = (value: Value): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0);

const words = (value: Value): string => {
  if (typeof value === 'boolean') return value ? 'sim' : 'não';
  return isEmpty(value) ? 'vazio' : String(value);
};

/** Any value, to be read: the whole of it, each part with what it is called. */
export function ValueWords({ value }: { value: Value }) {
  if (Array.isArray(value)) {
    const items: readonly Value[] = value;
    if (!items.some((item) => isRecord(item) || Array.isArray(item)))
      return <span>{items.length === 0 ? 'vazio' : items.map(words).join(', ')}</span>;
    return (
      <ul className="value-parts">
        {items.map((item, at) => (
          <li key={at}>
            <ValueWords value={item} />
          </li>
        ))}
      </ul>
    );
  }
  if (!isRecord(value)) return <span>{words(value)}</span>;
  // an id is for programs, and what is empty says nothing
  const parts = inOrder(value).filter(([key, part]) => key !== 'id' && !isEmpty(part));
  if (parts.length === 0) return <span>vazio</span>;
  return (
    <ul className="value-parts">
      {parts.map(([key, part]) => (
        <li key={key}>
          {labelOf(key)}: <ValueWords value={part} />
        </li>
      ))}
    </ul>
  );
}
