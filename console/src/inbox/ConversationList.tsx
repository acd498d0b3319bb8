import { useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNow } from '../live/live.tsx';
import { useKeys } from '../shell/use-keys.ts';
import { ConversationRow } from './ConversationRow.tsx';
import { heightOf, type Row } from './rows.ts';
import { useRowsInSight } from './use-rows-in-sight.ts';

type Props = {
  readonly clinicId: string;
  readonly rows: readonly Row[];
  readonly zone: string;
  /** Called when the end of what is loaded comes into sight. */
  readonly onEnd: () => void;
};

/** Only what is in sight is drawn, however long the list is. One stop for Tab; arrows, and j and k, go through it. */
export function ConversationList({ clinicId, rows, zone, onEnd }: Props) {
  const { conversationId } = useParams({ strict: false });
  const frame = useRef<HTMLDivElement>(null);
  const now = useNow(30_000);
  const [stop, setStop] = useState<string>();
  const [moves, setMoves] = useState(0);
  const sizes = useMemo(() => rows.map(heightOf), [rows]);
  const { range, starts, show } = useRowsInSight(frame, sizes);
  const ids = useMemo(
    () =>
      rows.flatMap((row, index) => (row.kind === 'conversation' ? [{ id: row.conversation.id, index }] : [])),
    [rows],
  );
  const here = ids.find(({ id }) => id === (stop ?? conversationId)) ?? ids[0];

  const go = (by: number) => {
    const at = ids.findIndex(({ id }) => id === here?.id);
    const isFocused = frame.current?.contains(document.activeElement) === true;
    const next = ids[Math.min(ids.length - 1, Math.max(0, isFocused ? at + by : at))];
    if (next === undefined) return;
    show(next.index);
    setStop(next.id);
    setMoves((before) => before + 1);
  };
  useEffect(() => {
    if (moves > 0) frame.current?.querySelector<HTMLElement>('[tabindex="0"].talk-row')?.focus();
  }, [moves]);
  const keys = { j: () => go(1), k: () => go(-1) };
  useKeys(keys);

  const last = range.to - 1;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 5) onEnd();
  }, [last, rows.length, onEnd]);

  return (
    <div
      ref={frame}
      className="talk-list"
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        go(event.key === 'ArrowDown' ? 1 : -1);
      }}
    >
      <ol style={{ height: starts.at(-1) ?? 0, position: 'relative' }} aria-label="Conversas">
        {rows.slice(range.from, range.to).map((row, place) => {
          const index = range.from + place;
          return (
            <li
              key={keyOf(row)}
              style={{
                position: 'absolute',
                insetInline: 0,
                height: sizes[index],
                transform: `translateY(${starts[index]}px)`,
              }}
            >
              {row.kind === 'heading' && (
                <h2 className="talk-section">
                  {row.text} <span className="number soft">{row.count}</span>
                </h2>
              )}
              {row.kind === 'unshown' && <p className="talk-unshown">{row.words}</p>}
              {row.kind === 'conversation' && (
                <ConversationRow
                  clinicId={clinicId}
                  conversation={row.conversation}
                  zone={zone}
                  now={now}
                  isStop={row.conversation.id === here?.id}
                />
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function keyOf(row: Row): string {
  if (row.kind === 'conversation') return row.conversation.id;
  return row.kind === 'heading' ? `heading ${row.text}` : row.kind;
}
