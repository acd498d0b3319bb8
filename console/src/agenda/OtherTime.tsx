import { useState } from 'react';
import { useNow } from '../live/live.tsx';
import { dayOf, instantAt } from '../words/times.ts';
import type { Slot } from './visit-words.ts';

type Props = {
  readonly zone: string;
  /** The day that is proposed. */
  readonly from: string;
  readonly professionals: readonly { readonly id: string; readonly name: string }[];
  readonly onChoose: (slot: Slot) => void;
};

const stepSeconds = 300;

/** A time that is not in the list: of the clinic's clocks. Whether it can be booked the server says. */
export function OtherTime({ zone, from, professionals, onChoose }: Props) {
  const today = dayOf(useNow(60_000), zone);
  const [day, setDay] = useState(from);
  const [time, setTime] = useState('');
  const [professionalId, setProfessional] = useState('');
  const choose = (asked: { day: string; time: string; professionalId: string }) => {
    setDay(asked.day);
    setTime(asked.time);
    setProfessional(asked.professionalId);
    const [hours, minutes] = asked.time.split(':').map(Number);
    if (asked.day === '' || hours === undefined || minutes === undefined) return;
    const start = instantAt(asked.day, hours * 60 + minutes, zone).toISOString();
    onChoose({ start, ...(asked.professionalId !== '' && { professionalId: asked.professionalId }) });
  };
  const now = { day, time, professionalId };
  return (
    <details className="other-time">
      <summary>Outro horário</summary>
      <div className="row-line">
        <label className="field">
          <span>Outro dia</span>
          <input
            type="date"
            className="input"
            min={today}
            value={day}
            onChange={({ target }) => choose({ ...now, day: target.value })}
          />
        </label>
        <label className="field">
          <span>Hora</span>
          <input
            type="time"
            className="input"
            step={stepSeconds}
            value={time}
            onChange={({ target }) => choose({ ...now, time: target.value })}
          />
        </label>
        <label className="field grow">
          <span>Com quem</span>
          <select
            className="input"
            value={professionalId}
            onChange={({ target }) => choose({ ...now, professionalId: target.value })}
          >
            <option value="">Quem estiver livre</option>
            {professionals.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
    </details>
  );
}
