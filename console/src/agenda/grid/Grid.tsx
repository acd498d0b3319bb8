import { useRef } from 'react';
import { hoursShown, isOn, type Column, type Part, type Visit } from '../layout.ts';
import { dayOf, minutesOfDay, ofMinutes } from '../../words/times.ts';
import { isOffered, joined } from '../offers.ts';
import { FreeTime } from './FreeTime.tsx';
import { freeParts } from './free-parts.ts';
import { useMove, type Lifted, type Target } from './use-move.ts';
import { useOpeningScroll } from './use-opening-scroll.ts';
import { VisitBlock } from './VisitBlock.tsx';

type Props = {
  readonly columns: readonly Column[];
  readonly headingOf: (column: Column) => string;
  readonly zone: string;
  readonly now: Date;
  readonly tintOf: (professionalId: string | undefined) => number;
  readonly replaced: ReadonlySet<string>;
  /** The visit that somebody comes for; '' when they come for none. */
  readonly marked: string;
  /** Of which days and people the columns are, once they are known; where they are opened depends on it. */
  readonly place: string | undefined;
  readonly onOpen: (visit: Visit) => void;
  readonly onBook: (target: Target) => void;
  /** The times that are offered in a column to the visit that is being moved; none while nobody knows. */
  readonly offersIn: (column: number) => readonly Part[];
  /** A visit has been lifted, or is no longer. */
  readonly onLift: (visit: Visit | undefined) => void;
  /** Wants to choose from a list where a visit is moved to. */
  readonly onMove: (visit: Visit) => void;
  readonly onDrop: (visit: Visit, target: Target) => void;
};

/** Pixels per minute. */
const scale = 1.2;
/** Columns of a day, each with working hours, what else is in the calendar, visits, and the line of now. */
export function Grid(props: Props) {
  const { columns, headingOf, zone, now, tintOf, replaced, marked, place, onOpen, onBook } = props;
  const { offersIn, onLift, onMove, onDrop } = props;
  const { from, to } = hoursShown(columns);
  const body = useRef<HTMLDivElement>(null);
  const y = (minutes: number) => (minutes - from) * scale;
  const style = ({ from: start, to: end }: Part) => ({
    top: y(Math.max(from, start)),
    height: Math.max(18, (Math.min(to, end) - Math.max(from, start)) * scale),
  });
  useOpeningScroll({ body, place, columns, now, zone, y });
  const hours = Array.from({ length: (to - from) / 60 }, (_, index) => from + index * 60);

  const { lifted, wasDragged, grab, onKey, onBlur, lengthOf } = useMove({
    body,
    columns,
    hours: { from, to },
    scale,
    offersIn,
    onLift,
    onDrop,
    onList: onMove,
  });

  const today = dayOf(now, zone);
  /** The minute of a day from which on something may be booked. */
  const bookableFrom = ({ day }: Column) =>
    day < today ? Infinity : day === today ? minutesOfDay(now, zone) : 0;

  // nothing is said of what is free before it is known, or where nothing is offered at all
  const isKnown = columns.some((_, index) => offersIn(index).length > 0);
  const liftedWords = ({ column, minutes }: Lifted) => {
    const free = isOffered(offersIn(column), minutes) ? 'horário livre' : 'fora dos horários livres';
    const place = `${columns[column] === undefined ? '' : headingOf(columns[column])}, ${ofMinutes(minutes)}`;
    return `${place}${isKnown ? `: ${free}` : ''}. Setas para mudar, Enter para remarcar, M para ver a lista, Esc para deixar como está.`;
  };

  return (
    <div
      ref={body}
      className="agenda-grid"
      data-moving={lifted !== undefined && isKnown}
      data-dragging={lifted?.byKeys === false}
    >
      <p role="status" className={lifted?.byKeys === true ? 'agenda-keys' : 'spoken'}>
        {lifted?.byKeys === true && liftedWords(lifted)}
      </p>
      <div className="agenda-hours" aria-hidden="true">
        <div className="agenda-heading" />
        <div style={{ height: (to - from) * scale, position: 'relative' }}>
          {hours.map((hour) => (
            <span key={hour} className="agenda-hour number" style={{ top: y(hour) }}>
              {ofMinutes(hour)}
            </span>
          ))}
        </div>
      </div>
      {columns.map((column, index) => (
        <section key={column.key} className="agenda-column" aria-label={headingOf(column)}>
          <h2 className="agenda-heading" data-tint={tintOf(column.professionalId) % 8}>
            {headingOf(column)}
          </h2>
          <div
            className="agenda-track"
            style={{ height: (to - from) * scale }}
            data-unknown={column.isUnknown}
          >
            {column.working.map((part) => (
              <div key={part.from} className="agenda-working" style={style(part)} />
            ))}
            {freeParts(column, bookableFrom(column)).map((part) => (
              <FreeTime
                key={part.from}
                part={part}
                style={style(part)}
                scale={scale}
                onBook={(minutes) =>
                  onBook({ day: column.day, professionalId: column.professionalId, minutes })
                }
              />
            ))}
            {lifted !== undefined &&
              joined(offersIn(index)).map((part) => (
                <div key={part.from} className="agenda-offered" style={style(part)} />
              ))}
            {hours.map((hour) => (
              <div key={hour} className="agenda-line" style={{ top: y(hour) }} />
            ))}
            {column.isUnknown && (
              <p className="agenda-unknown">
                Não consegui ler a agenda. Enquanto isso não oferecemos horários aqui.
              </p>
            )}
            {column.busy.map((part, at) => (
              <div key={at} className="agenda-busy" style={style(part)}>
                <span>
                  <span className="spoken">
                    {ofMinutes(part.from)} às {ofMinutes(part.to)}:{' '}
                  </span>
                  Ocupado no Google
                </span>
              </div>
            ))}
            <ol>
              {column.visits.map(({ visit, ...part }) => (
                <li key={visit.id}>
                  <VisitBlock
                    placed={{ visit, ...part }}
                    tint={tintOf(column.professionalId)}
                    style={style(part)}
                    isReplaced={replaced.has(visit.id)}
                    isMarked={visit.id === marked}
                    isPast={new Date(visit.end) < now}
                    onOpen={() => {
                      if (!wasDragged.current) onOpen(visit);
                      wasDragged.current = false;
                    }}
                    onKey={onKey(visit, index, part)}
                    onBlur={onBlur}
                    onGrab={grab(visit)}
                  />
                </li>
              ))}
            </ol>
            {lifted?.column === index && (
              <div
                className="agenda-ghost"
                data-offered={isKnown ? isOffered(offersIn(index), lifted.minutes) : undefined}
                style={style({ from: lifted.minutes, to: lifted.minutes + lengthOf(lifted.visit) })}
              >
                <span className="number">{ofMinutes(lifted.minutes)}</span>
              </div>
            )}
            {isOn(now, column.day, zone) &&
              minutesOfDay(now, zone) >= from &&
              minutesOfDay(now, zone) < to && (
                <div className="agenda-now" style={{ top: y(minutesOfDay(now, zone)) }}>
                  <span className="spoken">Agora, {ofMinutes(minutesOfDay(now, zone))}</span>
                </div>
              )}
          </div>
        </section>
      ))}
    </div>
  );
}
