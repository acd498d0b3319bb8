import { useState } from 'react';
import { isDay } from '../../words/times.ts';

type Props = {
  readonly label: string;
  readonly day: string | undefined;
  readonly min?: string | undefined;
  readonly max: string;
  /** A whole day, or none any more. */
  readonly onDay: (day: string | undefined) => void;
};

/** A day that may be typed: it is handed on when it is whole, and until then stands as it was typed. */
export function DayField({ label, day, min, max, onDay }: Props) {
  const [typed, setTyped] = useState<string>();
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="date"
        className="input"
        min={min}
        max={max}
        value={typed ?? day ?? ''}
        onChange={({ target: { value, validity } }) => {
          setTyped(value);
          if (isDay(value)) onDay(value);
          // a day of which a part is missing has no value either
          else if (value === '' && !validity.badInput) onDay(undefined);
        }}
        onBlur={() => setTyped(undefined)}
      />
    </label>
  );
}
