import { use } from 'react';
import { isRecord, valueAt, written, type Path, type Value } from './document.ts';
import { EditingContext, fieldId, Findings } from './editing.tsx';
import { ListEditor } from './ListEditor.tsx';
import { inOrder, labelOf } from './labels.ts';

type Props = {
  readonly path: Path;
  readonly value: Value;
  readonly label: string;
  /** What stands beside it: the shape of what is empty. */
  readonly like?: Value;
};

/** Any value, as something that a person can change. */
export function ValueEditor({ path, value, label, like }: Props) {
  if (Array.isArray(value))
    return (
      <ListEditor
        path={path}
        items={value as readonly Value[]}
        label={label}
        drawFields={(at, fields) => <Fields path={at} value={fields} />}
      />
    );
  if (isRecord(value)) return <RecordEditor path={path} value={value} label={label} />;
  if (value === null || value === undefined) return <NothingThere path={path} label={label} like={like} />;
  return <OneField path={path} value={value} label={label} />;
}

const isWeek = (path: Path): boolean => path.at(-2) === 'horario_funcionamento';

function RecordEditor({ path, value, label }: Props & { value: Readonly<Record<string, Value>> }) {
  const { change } = use(EditingContext);
  return (
    <fieldset className="record" id={fieldId(path)} tabIndex={-1}>
      <legend>{label}</legend>
      <Findings path={path} />
      <Fields path={path} value={value} />
      {isWeek(path) && (
        <button type="button" className="button quiet" onClick={() => change(path, null)}>
          Fechado neste dia
        </button>
      )}
    </fieldset>
  );
}

/** The fields of a record, in its own order. */
function Fields({ path, value }: { path: Path; value: Readonly<Record<string, Value>> }) {
  const like = Object.values(value).find(isRecord);
  return (
    <div className="fields">
      {inOrder(value).map(
        ([key, field]) =>
          key !== 'id' && (
            <ValueEditor key={key} path={[...path, key]} value={field} label={labelOf(key)} like={like} />
          ),
      )}
    </div>
  );
}

function NothingThere({ path, label, like }: Omit<Props, 'value'>) {
  const { change } = use(EditingContext);
  return (
    <div className="row-line" id={fieldId(path)} tabIndex={-1}>
      <span className="grow">
        <strong className="small">{label}</strong>{' '}
        <span className="soft">{isWeek(path) ? 'fechado' : 'vazio'}</span>
      </span>
      <button
        type="button"
        className="button quiet"
        aria-label={`Preencher ${label}`}
        onClick={() => change(path, like ?? '')}
      >
        Preencher
      </button>
      <Findings path={path} />
    </div>
  );
}

const longFrom = 48;

function OneField({ path, value, label }: Props) {
  const { saved, change, findings } = use(EditingContext);
  const at = written(path);
  const found = findings.filter((finding) => finding.path === at);
  const common = {
    id: fieldId(path),
    'aria-describedby': found.length > 0 ? `achado-${at}` : undefined,
    'aria-invalid': found.some(({ severity }) => severity === 'error'),
  };
  if (typeof value === 'boolean')
    return (
      <div>
        <label className="row-line">
          <input
            {...common}
            type="checkbox"
            checked={value}
            onChange={({ target }) => change(path, target.checked)}
          />
          {label}
        </label>
        <Findings path={path} />
      </div>
    );
  const text = String(value);
  const set = (typed: string) => {
    const isStillNumber =
      typeof valueAt(saved, path) === 'number' && typed.trim() !== '' && !Number.isNaN(Number(typed));
    change(path, isStillNumber ? Number(typed) : typed);
  };
  const isLong = typeof value === 'string' && (text.length > longFrom || text.includes('\n'));
  return (
    <div className={isLong ? 'field wide' : 'field'}>
      <label htmlFor={common.id}>{label}</label>
      {isLong ? (
        <textarea
          {...common}
          className="input"
          rows={3}
          value={text}
          onChange={({ target }) => set(target.value)}
        />
      ) : (
        <input {...common} className="input" value={text} onChange={({ target }) => set(target.value)} />
      )}
      <Findings path={path} />
    </div>
  );
}
