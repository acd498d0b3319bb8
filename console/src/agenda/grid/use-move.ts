import {
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import type { Column, Part, Visit } from '../layout.ts';
import { nearestOffer, nextOffer } from '../offers.ts';

export type Target = {
  readonly day: string;
  readonly professionalId: string | undefined;
  readonly minutes: number;
};

/** A visit on its way: over which column, and where it would begin. */
export type Lifted = {
  readonly visit: Visit;
  readonly column: number;
  readonly minutes: number;
  readonly byKeys: boolean;
};

type Grid = {
  readonly body: RefObject<HTMLDivElement | null>;
  readonly columns: readonly Column[];
  readonly hours: Part;
  /** Pixels per minute. */
  readonly scale: number;
  /** The times that are offered in a column, once they are known. */
  readonly offersIn: (column: number) => readonly Part[];
  readonly onLift: (visit: Visit | undefined) => void;
  readonly onDrop: (visit: Visit, target: Target) => void;
  /** Wants a list of times instead. */
  readonly onList: (visit: Visit) => void;
};

const stepMinutes = 10;
/** A pointer that moves less has clicked. */
const clickPx = 6;

/** Lifts a visit by the pointer or by M, takes it over the grid, and drops it; it clings to times that are offered. */
export function useMove({ body, columns, hours, scale, offersIn, onLift, onDrop, onList }: Grid) {
  const [lifted, setLifted] = useState<Lifted>();
  const wasDragged = useRef(false);
  // what is offered becomes known while the pointer is down
  const offers = useRef(offersIn);
  useLayoutEffect(() => {
    offers.current = offersIn;
  }, [offersIn]);
  const { from, to } = hours;
  const lengthOf = ({ start, end }: Visit) => (Date.parse(end) - Date.parse(start)) / 60_000;
  const within = (minutes: number, visit: Visit) => Math.max(from, Math.min(to - lengthOf(visit), minutes));

  const lift = (next: Lifted) => {
    setLifted(next);
    onLift(next.visit);
  };
  const end = () => {
    setLifted(undefined);
    onLift(undefined);
  };
  const drop = ({ visit, column, minutes }: Lifted) => {
    const target = columns[column];
    end();
    if (target !== undefined)
      onDrop(visit, { day: target.day, professionalId: target.professionalId, minutes });
  };

  const grab = (visit: Visit) => (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const frame = body.current;
    if (frame === null) return;
    const { clientX, clientY } = event;
    const inBlock = clientY - event.currentTarget.getBoundingClientRect().top;
    wasDragged.current = false;
    let last: Lifted | undefined;
    const ending = new AbortController();
    const { signal } = ending;
    const move = (at: globalThis.PointerEvent) => {
      if (!wasDragged.current && Math.hypot(at.clientX - clientX, at.clientY - clientY) < clickPx) return;
      wasDragged.current = true;
      const tracks = [...frame.querySelectorAll<HTMLElement>('.agenda-track')];
      const column = tracks.findIndex((track) => {
        const box = track.getBoundingClientRect();
        return box.left <= at.clientX && at.clientX < box.right;
      });
      const track = tracks[column];
      if (track === undefined) return;
      const raw = from + (at.clientY - inBlock - track.getBoundingClientRect().top) / scale;
      const offer = nearestOffer(offers.current(column), raw, stepMinutes);
      const minutes = offer ?? within(Math.round(raw / stepMinutes) * stepMinutes, visit);
      last = { visit, column, minutes, byKeys: false };
      lift(last);
    };
    const stop = (isDone: boolean) => {
      ending.abort();
      if (isDone && last !== undefined) drop(last);
      else end();
    };
    window.addEventListener('pointermove', move, { signal });
    window.addEventListener('pointerup', () => stop(true), { signal });
    window.addEventListener('pointercancel', () => stop(false), { signal });
    window.addEventListener('keydown', ({ key }) => key === 'Escape' && stop(false), { signal });
  };

  const onKey = (visit: Visit, column: number, part: Part) => (event: KeyboardEvent<HTMLButtonElement>) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const own = lifted?.byKeys === true && lifted.visit.id === visit.id ? lifted : undefined;
    const act = own === undefined ? undefined : keysOf(own)[key];
    if (own === undefined && key === 'm') lift({ visit, column, minutes: part.from, byKeys: true });
    else if (act === undefined) return;
    else act();
    event.preventDefault();
    event.stopPropagation();
  };
  const keysOf = (own: Lifted): Readonly<Record<string, () => void>> => {
    const by = (direction: 1 | -1) => () => {
      const known = offersIn(own.column);
      const next =
        known.length === 0
          ? within(own.minutes + direction * stepMinutes, own.visit)
          : nextOffer(known, own.minutes, direction);
      lift({ ...own, minutes: next ?? own.minutes });
    };
    const across = (direction: 1 | -1) => () => {
      const column = own.column + direction;
      if (columns[column] === undefined) return;
      lift({ ...own, column, minutes: nearestOffer(offersIn(column), own.minutes, Infinity) ?? own.minutes });
    };
    return {
      ArrowDown: by(1),
      ArrowUp: by(-1),
      ArrowRight: across(1),
      ArrowLeft: across(-1),
      Enter: () => drop(own),
      Escape: end,
      m: () => {
        end();
        onList(own.visit);
      },
    };
  };
  const onBlur = () => {
    if (lifted?.byKeys === true) end();
  };
  return { lifted, wasDragged, grab, onKey, onBlur, lengthOf };
}
