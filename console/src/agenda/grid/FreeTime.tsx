import { ofMinutes } from '../../words/times.ts';
import type { Part } from '../layout.ts';
import { timeAt } from './free-parts.ts';

type Props = {
  readonly part: Part;
  readonly style: { readonly top: number; readonly height: number };
  /** Pixels per minute. */
  readonly scale: number;
  readonly onBook: (minutes: number) => void;
};

/** A stretch in which nothing stands: a click books from where it was hit, Enter from its beginning. */
export function FreeTime({ part, style, scale, onBook }: Props) {
  return (
    <button
      type="button"
      className="agenda-free"
      aria-label={`Marcar entre ${ofMinutes(part.from)} e ${ofMinutes(part.to)}`}
      style={style}
      onClick={({ detail, clientY, currentTarget }) => {
        // pressed by a key it was hit nowhere
        const hit = detail === 0 ? 0 : clientY - currentTarget.getBoundingClientRect().top;
        onBook(timeAt(part.from + hit / scale, part));
      }}
    />
  );
}
