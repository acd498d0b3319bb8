import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { ofMinutes } from '../../words/times.ts';
import { nameOf } from '../../words/phones.ts';
import type { Placed } from '../layout.ts';

type Props = {
  readonly placed: Placed;
  readonly tint: number;
  readonly style: { readonly top: number; readonly height: number };
  /** Another one waits for the calendar to take its place. */
  readonly isReplaced: boolean;
  readonly isPast: boolean;
  /** Somebody comes for it: it stands out and has the focus. */
  readonly isMarked: boolean;
  readonly onOpen: () => void;
  readonly onKey: (event: KeyboardEvent<HTMLButtonElement>) => void;
  readonly onBlur: () => void;
  readonly onGrab: (event: PointerEvent<HTMLButtonElement>) => void;
};

/** A visit in the grid. Opened by a click; moved by dragging it, or by M and the arrows while it has the focus. */
export function VisitBlock(props: Props) {
  const { placed, tint, style, isReplaced, isPast, isMarked, onOpen, onKey, onBlur, onGrab } = props;
  const { visit, from, to } = placed;
  const isPending = visit.state === 'held';
  const who = visit.patient === undefined ? 'Sem paciente' : nameOf(visit.patient);
  const block = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isMarked) return;
    block.current?.scrollIntoView({ block: 'center', inline: 'center' });
    block.current?.focus({ preventScroll: true });
  }, [isMarked]);
  return (
    <button
      ref={block}
      type="button"
      className="visit"
      data-tint={tint % 8}
      data-pending={isPending}
      data-faded={isReplaced || isPast}
      data-short={to - from <= 30}
      aria-current={isMarked ? 'true' : undefined}
      style={style}
      onClick={onOpen}
      onKeyDown={onKey}
      onBlur={onBlur}
      onPointerDown={onGrab}
    >
      <span className="visit-time number">
        {ofMinutes(from)}
        <span className="spoken"> às {ofMinutes(to)}</span>
      </span>{' '}
      {visit.attendanceConfirmedAt !== undefined && (
        <span className="visit-coming" title="O paciente confirmou a presença">
          <span aria-hidden="true">✓</span>
          <span className="spoken">presença confirmada</span>
        </span>
      )}
      <span className="visit-who">{who}</span>
      <span className="visit-what">
        {visit.serviceName}
        {isPending && ' · esperando a agenda'}
        {isReplaced && ' · sendo remarcado'}
      </span>
    </button>
  );
}
