import type { ClinicMember } from '../../../../client/atende-client.ts';
import { isFiltered, type AuditFilter } from './audit-filters.ts';
import { actionWords, actorWords, actsByArea } from './audit-words.ts';
import { DayField } from './DayField.tsx';

type Props = {
  readonly filter: AuditFilter;
  readonly members: readonly ClinicMember[];
  /** Those of entries that were read; a program or an operator is no member. */
  readonly actors: readonly string[];
  /** In the clinic. */
  readonly today: string;
  readonly onFilter: (filter: AuditFilter) => void;
};

const areas = actsByArea();

/** By whom, what and when. */
export function AuditFilters({ filter, members, actors, today, onFilter }: Props) {
  const { quem, ato, de, ate } = filter;
  const change = (part: keyof AuditFilter, value: string | undefined) =>
    onFilter({ ...filter, [part]: value === '' ? undefined : value });
  const people = new Set([
    ...(quem === undefined ? [] : [quem]),
    ...members.map(({ userId }) => `user:${userId}`),
    ...actors,
  ]);
  const isKnownAct = areas.some(({ acts }) => acts.some(([action]) => action === ato));
  return (
    <form className="audit-filters" aria-label="Filtros" onSubmit={(event) => event.preventDefault()}>
      <label className="field">
        <span>Quem</span>
        <select className="input" value={quem ?? ''} onChange={({ target }) => change('quem', target.value)}>
          <option value="">Todos</option>
          {[...people].map((actor) => (
            <option key={actor} value={actor}>
              {actorWords(actor, members)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>O quê</span>
        <select className="input" value={ato ?? ''} onChange={({ target }) => change('ato', target.value)}>
          <option value="">Tudo</option>
          {ato !== undefined && !isKnownAct && <option value={ato}>{actionWords(ato)}</option>}
          {areas.map(({ area, acts }) => (
            <optgroup key={area} label={area}>
              {acts.map(([action, words]) => (
                <option key={action} value={action}>
                  {words}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <DayField label="De" day={de} max={ate ?? today} onDay={(day) => change('de', day)} />
      <DayField label="Até" day={ate} min={de} max={today} onDay={(day) => change('ate', day)} />
      {isFiltered(filter) && (
        <button type="button" className="button" onClick={() => onFilter({})}>
          Limpar filtros
        </button>
      )}
    </form>
  );
}
