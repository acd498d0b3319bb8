import { use, type ReactNode } from 'react';
import { Icon } from '../../parts/icons.tsx';
import { emptyLike, isRecord, nameOfItem, written, type Path, type Value } from './document.ts';
import { labelOf } from './labels.ts';
import { newItems } from './sections.ts';
import { PeopleChoice } from './PeopleChoice.tsx';
import { EditingContext, fieldId, Findings } from './editing.tsx';
import { ownOf } from '../../words/own-of.ts';

type Props = { readonly path: Path; readonly items: readonly Value[]; readonly label: string };

type Drawn = {
  /** How the fields of an item are drawn: they may hold lists again. */
  readonly drawFields: (path: Path, value: Readonly<Record<string, Value>>) => ReactNode;
};

/** A list of things with names, each folded away; or of words, one on a line. */
export function ListEditor({ path, items, label, drawFields }: Props & Drawn) {
  const { change } = use(EditingContext);
  const fresh = ownOf(newItems, String(path.at(-1)));
  if (!items.some(isRecord) && fresh === undefined) return <Words path={path} items={items} label={label} />;
  const add = () => {
    const item = items.length === 0 ? fresh : emptyLike(items);
    change(path, [...items, isRecord(item) ? { ...item, id: crypto.randomUUID().slice(0, 8) } : item]);
  };
  return (
    <section className="list-editor" aria-label={label} id={fieldId(path)} tabIndex={-1}>
      <div className="row-line">
        <p className="grow list-title">
          {label} <span className="soft number">{items.length}</span>
        </p>
        <button type="button" className="button" aria-label={`Adicionar em ${label}`} onClick={add}>
          <Icon name="plus" size={16} /> Adicionar
        </button>
      </div>
      <Findings path={path} />
      {items.map((item, at) => (
        // they have no names that stay: one that is written changes
        <Item key={at} path={[...path, at]} item={item} neighbours={items} drawFields={drawFields} />
      ))}
    </section>
  );
}

type ItemProps = Drawn & {
  readonly path: Path;
  readonly item: Value;
  readonly neighbours: readonly Value[];
};

function Item({ path, item, neighbours, drawFields }: ItemProps) {
  const { change, findings } = use(EditingContext);
  const at = written(path);
  const within = findings.filter(({ path: place }) => place === at || place.startsWith(`${at}.`)).length;
  const name = nameOfItem(item) ?? 'Sem nome';
  const missing = isRecord(item)
    ? [...new Set(neighbours.flatMap((one) => (isRecord(one) ? Object.keys(one) : [])))].filter(
        (key) => !Object.hasOwn(item, key),
      )
    : [];
  return (
    <details className="item" id={fieldId(path)} open={name === 'Sem nome' ? true : undefined}>
      <summary>
        {name}
        {isRecord(item) && item['ativo'] === false && <span className="mark">inativo</span>}
        {within > 0 && <span className="mark warn">{within === 1 ? '1 aviso' : `${within} avisos`}</span>}
      </summary>
      <Findings path={path} />
      {isRecord(item) ? drawFields(path, item) : null}
      <div className="row-line">
        {missing.length > 0 && (
          <select
            className="input narrow"
            aria-label={`Adicionar campo em ${name}`}
            value=""
            onChange={({ target }) => change([...path, target.value], sampleOf(neighbours, target.value))}
          >
            <option value="">Adicionar campo…</option>
            {missing.map((key) => (
              <option key={key} value={key}>
                {labelOf(key)}
              </option>
            ))}
          </select>
        )}
        <button
          type="button"
          className="button quiet"
          aria-label={`Remover ${name}`}
          onClick={() => change(path, undefined)}
        >
          Remover
        </button>
      </div>
    </details>
  );
}

/** Empty, of the kind that neighbours have there. */
function sampleOf(neighbours: readonly Value[], key: string): Value {
  const known = neighbours.find((one) => isRecord(one) && Object.hasOwn(one, key));
  const like = emptyLike(known === undefined ? [] : [known]);
  return isRecord(like) ? like[key] : '';
}

function Words({ path, items, label }: Props) {
  const { change } = use(EditingContext);
  const id = fieldId(path);
  return (
    <div className="field wide">
      <label htmlFor={id}>{label} (um por linha)</label>
      <textarea
        id={id}
        className="input"
        rows={Math.min(6, Math.max(2, items.length))}
        value={items.map(String).join('\n')}
        onChange={({ target }) => change(path, target.value === '' ? [] : target.value.split('\n'))}
      />
      {path.at(-1) === 'profissionais_ids' && <PeopleChoice path={path} items={items} />}
      <Findings path={path} />
    </div>
  );
}
