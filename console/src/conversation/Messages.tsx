import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useNow } from '../live/live.tsx';
import { dayLine, dayOf } from '../words/times.ts';
import { Bubble } from './Bubble.tsx';
import { NoteLine } from './team/NoteLine.tsx';
import type { Line } from './team/timeline.ts';
import { held } from '../parts/held.ts';

type Props = {
  readonly clinicId: string;
  /** Oldest first. */
  readonly lines: readonly Line[];
  readonly onNoteDeleted: () => Promise<unknown>;
  readonly zone: string;
  readonly label: string;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  readonly onOlder: () => void;
  /** The message that somebody looked for. */
  readonly found?: string | undefined;
};

const nearPx = 120;
const isNearEnd = ({ scrollTop, scrollHeight, clientHeight }: HTMLElement): boolean =>
  scrollHeight - scrollTop - clientHeight < nearPx;

/** The log of a conversation. It stays at its end while one reads there, and where one reads otherwise. */
export function Messages(props: Props) {
  const { clinicId, lines, onNoteDeleted, zone, label, hasOlder, isLoadingOlder, onOlder, found } = props;
  const log = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const before = useRef({ height: 0, first: '', last: '' });
  const [unseen, setUnseen] = useState(0);

  useLayoutEffect(() => {
    const shown = log.current;
    const place = found === undefined ? null : shown?.querySelector('[aria-current]');
    if (shown === null || place == null) return;
    place.scrollIntoView({ block: 'center' });
    isAtEnd.current = isNearEnd(shown);
  }, [found]);
  useLayoutEffect(() => {
    const shown = log.current;
    if (shown === null) return;
    const messages = lines.filter(({ kind }) => kind === 'message');
    const [first = '', last = ''] = [lines[0]?.id, messages.at(-1)?.id];
    const was = before.current;
    const grewAbove = was.first !== '' && first !== was.first && last === was.last;
    if (isAtEnd.current) shown.scrollTop = shown.scrollHeight;
    else if (grewAbove) shown.scrollTop += shown.scrollHeight - was.height;
    else if (was.last !== '' && last !== was.last) {
      const from = messages.findIndex(({ id }) => id === was.last);
      setUnseen((count) => count + Math.max(1, messages.length - 1 - from));
    }
    before.current = { height: shown.scrollHeight, first, last };
  }, [lines]);

  const toEnd = () => {
    const shown = log.current;
    if (shown !== null) shown.scrollTop = shown.scrollHeight;
    setUnseen(0);
  };
  return (
    <div className="log-frame">
      <div
        ref={log}
        className="log"
        role="log"
        aria-label={label}
        tabIndex={0}
        onScroll={({ currentTarget }) => {
          isAtEnd.current = isNearEnd(currentTarget);
          if (isAtEnd.current) setUnseen(0);
        }}
      >
        {hasOlder && (
          <p className="log-older">
            <button type="button" className="button" {...held(isLoadingOlder)} onClick={onOlder}>
              {isLoadingOlder ? 'Carregando…' : 'Ver mensagens anteriores'}
            </button>
          </p>
        )}
        <Days clinicId={clinicId} lines={lines} onNoteDeleted={onNoteDeleted} zone={zone} found={found} />
      </div>
      {unseen > 0 && (
        <button type="button" className="button main log-pill" onClick={toEnd}>
          {unseen === 1 ? '1 nova mensagem' : `${unseen} novas mensagens`}
        </button>
      )}
    </div>
  );
}

type DaysProps = Pick<Props, 'clinicId' | 'lines' | 'onNoteDeleted' | 'zone' | 'found'>;

/** What was said and noted, below the days of it. */
export function Days({ clinicId, lines, onNoteDeleted, zone, found }: DaysProps) {
  const today = dayOf(useNow(60_000), zone);
  const days = useMemo(() => byDay(lines, zone), [lines, zone]);
  return days.map(({ day, said }) => (
    <section key={day} aria-label={dayLine(day, today)}>
      <p className="day-line" aria-hidden="true">
        {dayLine(day, today)}
      </p>
      <ol>
        {said.map((line) =>
          line.kind === 'message' ? (
            <Bubble
              key={line.id}
              clinicId={clinicId}
              message={line.message}
              zone={zone}
              isFound={line.id === found}
            />
          ) : (
            <NoteLine
              key={line.id}
              clinicId={clinicId}
              note={line.note}
              zone={zone}
              onDeleted={onNoteDeleted}
            />
          ),
        )}
      </ol>
    </section>
  ));
}

function byDay(lines: readonly Line[], zone: string) {
  const days: { readonly day: string; readonly said: Line[] }[] = [];
  for (const line of lines) {
    const day = dayOf(line.at, zone);
    const last = days.at(-1);
    if (last?.day === day) last.said.push(line);
    else days.push({ day, said: [line] });
  }
  return days;
}
