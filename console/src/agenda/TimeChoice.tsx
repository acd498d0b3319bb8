import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNow } from '../live/live.tsx';
import { Failure, Skeleton } from '../parts/states.tsx';
import { addDays, clockTime, dayOf, shortDay } from '../words/times.ts';
import { OtherTime } from './OtherTime.tsx';
import { freeTimes } from './queries.ts';
import { when, type Slot } from './visit-words.ts';

type Props = {
  readonly clinicId: string;
  readonly serviceId: string;
  readonly professionalId: string | undefined;
  /** The visit that is moved, whose own time is free for it. */
  readonly moving?: string;
  /** The day on the screen: the first one offered, if it has not gone by. */
  readonly from: string;
  readonly zone: string;
  readonly professionals: readonly { readonly id: string; readonly name: string }[];
  readonly nameOf: (professionalId: string | undefined) => string;
  readonly chosen: Slot | undefined;
  readonly onChoose: (slot: Slot) => void;
};

const daysAhead = 14;

/** The times that patients may book, as the server offers them: a day, then a time; or another one. */
export function TimeChoice({
  clinicId,
  serviceId,
  professionalId,
  moving,
  from,
  zone,
  professionals,
  nameOf,
  chosen,
  onChoose,
}: Props) {
  const today = dayOf(useNow(60_000), zone);
  const first = from > today ? from : today;
  const free = useQuery(
    freeTimes({ clinicId, serviceId, from: first, to: addDays(first, daysAhead), professionalId, moving }),
  );
  const [picked, setPicked] = useState<string>();
  if (free.isError)
    return (
      <Failure error={free.error} what="Não consegui ver os horários." onRetry={() => void free.refetch()} />
    );
  if (free.data === undefined) return <Skeleton height="2.25rem" count={3} />;
  const days = [...new Set(free.data.map(({ start }) => dayOf(start, zone)))];
  const day = picked !== undefined && days.includes(picked) ? picked : days[0];
  const other = <OtherTime zone={zone} from={first} professionals={professionals} onChoose={onChoose} />;
  const isOther =
    chosen !== undefined &&
    !free.data.some(({ start, professionalId: theirs }) => isSame(chosen, { start, professionalId: theirs }));
  const otherChosen = isOther && (
    <p role="status">
      Escolhido: <strong>{when(chosen.start, zone)}</strong>
      {chosen.professionalId !== undefined && `, ${nameOf(chosen.professionalId)}`}.
    </p>
  );
  if (day === undefined)
    return (
      <>
        <p className="note warn">
          Não há horário livre nos {daysAhead} dias a partir de {shortDay(first)}.
        </p>
        {other}
        {otherChosen}
      </>
    );
  return (
    <fieldset className="choice">
      <legend className="spoken">Horário</legend>
      <label className="field">
        <span>Dia</span>
        <select className="input" value={day} onChange={({ target }) => setPicked(target.value)}>
          {days.map((one) => (
            <option key={one} value={one}>
              {shortDay(one)}
            </option>
          ))}
        </select>
      </label>
      <div className="choice-times">
        {free.data
          .filter(({ start }) => dayOf(start, zone) === day)
          .map((slot) => (
            <label key={`${slot.start} ${slot.professionalId ?? ''}`} className="choice-time">
              <input
                ref={chosen !== undefined && isSame(chosen, slot) ? show : null}
                type="radio"
                name="time"
                checked={chosen !== undefined && isSame(chosen, slot)}
                onChange={() => onChoose(slot)}
              />
              <span className="number">{clockTime(slot.start, zone)}</span>
              {professionalId === undefined && (
                <span className="small soft">{nameOf(slot.professionalId)}</span>
              )}
            </label>
          ))}
      </div>
      {other}
      {otherChosen}
    </fieldset>
  );
}

const isSame = (one: Slot, other: Slot): boolean =>
  Date.parse(one.start) === Date.parse(other.start) && one.professionalId === other.professionalId;

/** What was chosen before the list came may stand far down in it. */
const show = (choice: HTMLElement | null) => choice?.scrollIntoView({ block: 'nearest' });
