import type { GoogleCalendar } from '../../../../client/atende-client.ts';
import type { Choice, Use } from './choice.ts';

export type Owner = { readonly id: string; readonly name: string };

type Props = {
  readonly calendar: GoogleCalendar;
  readonly choice: Choice;
  readonly fault: string | undefined;
  readonly people: readonly Owner[];
  readonly rooms: readonly Owner[];
  readonly onChange: (part: { use?: Use; owner?: string }) => void;
};

export function CalendarRow({ calendar, choice, fault, people, rooms, onChange }: Props) {
  const { calendarId, summary, isPrimary, use } = calendar;
  const faultId = `fault-${calendarId}`;
  const described = fault === undefined ? {} : { 'aria-describedby': faultId };
  return (
    <li>
      <p>
        {summary} {isPrimary && <span className="mark">principal</span>}{' '}
        {use === 'busy-only' && <span className="mark">só leitura</span>}
      </p>
      <select
        className="input"
        aria-label={`Uso de ${summary}`}
        aria-invalid={fault !== undefined}
        {...described}
        value={choice.use}
        onChange={({ target }) => onChange({ use: target.value as Use })}
      >
        {use === 'bookable' && <option value="write">Marcar aqui</option>}
        <option value="busy">Só ocupa</option>
        <option value="ignore">Não usar</option>
      </select>
      <select
        className="input"
        aria-label={`De quem é ${summary}`}
        disabled={choice.use === 'ignore'}
        value={choice.owner}
        onChange={({ target }) => onChange({ owner: target.value })}
      >
        <option value="">De todos</option>
        <optgroup label="Profissionais">
          {people.map(({ id, name }) => (
            <option key={id} value={`p:${id}`}>
              {name}
            </option>
          ))}
        </optgroup>
        {rooms.length > 0 && (
          <optgroup label="Salas e equipamentos">
            {rooms.map(({ id, name }) => (
              <option key={id} value={`r:${id}`}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      {fault !== undefined && (
        <p className="fault" id={faultId}>
          {fault}
        </p>
      )}
    </li>
  );
}
