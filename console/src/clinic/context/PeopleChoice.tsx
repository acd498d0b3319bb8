import { use } from 'react';
import type { Path, Value } from './document.ts';
import { EditingContext } from './editing.tsx';

/** Adds somebody by name to a list that holds ids. */
export function PeopleChoice({ path, items }: { path: Path; items: readonly Value[] }) {
  const { people, change } = use(EditingContext);
  const others = people.filter(({ id }) => !items.includes(id));
  if (others.length === 0) return null;
  return (
    <select
      className="input"
      aria-label="Adicionar quem faz"
      value=""
      onChange={({ target }) => change(path, [...items.filter((item) => item !== ''), target.value])}
    >
      <option value="">Adicionar pelo nome…</option>
      {others.map(({ id, name }) => (
        <option key={id} value={id}>
          {name} ({id})
        </option>
      ))}
    </select>
  );
}
