import type { Section } from './sections.ts';

type Props = {
  readonly sections: readonly Section[];
  readonly view: string;
  readonly onView: (view: string) => void;
};

const views = {
  texto: 'Texto completo',
  sabe: 'O que a assistente sabe',
  testar: 'Testar',
  versoes: 'Versões',
};

/** On a phone. */
export function ViewChoice({ sections, view, onView }: Props) {
  return (
    <label className="field view-choice">
      <span>Parte do contexto</span>
      <select className="input" value={view} onChange={({ target }) => onView(target.value)}>
        {sections.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {Object.entries(views).map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function ViewButtons({ sections, view, onView }: Props) {
  return (
    <div className="context-views" role="group" aria-label="Partes do contexto">
      {sections.map(({ id, name }) => (
        <button key={id} type="button" aria-pressed={view === id} onClick={() => onView(id)}>
          {name}
        </button>
      ))}
      <hr />
      {Object.entries(views).map(([id, name]) => (
        <button key={id} type="button" aria-pressed={view === id} onClick={() => onView(id)}>
          {name}
        </button>
      ))}
    </div>
  );
}
