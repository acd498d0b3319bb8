import { describe, expect, test } from 'vitest';
import { heightOf, summaryOf, type Row } from '../../../../console/src/inbox/rows.ts';
import { mostWaiting, teamRows, type WaitingRead } from '../../../../console/src/inbox/team-rows.ts';
import {
  aListedConversation as conversation,
  waitingSince,
} from '../../../support/builders/a-listed-conversation.ts';

const shown = (rows: readonly Row[]) =>
  rows.map((row) => {
    if (row.kind === 'conversation') return row.conversation.id;
    return row.kind === 'heading' ? `${row.text} ${row.count}` : row.words;
  });
const allOf = (items: WaitingRead['items']): WaitingRead => ({ items, hasMore: false, hasFailed: false });

describe('the team', () => {
  test('sees emergencies first, then what may be one, then who has waited longest, and nobody twice', () => {
    const late = conversation('late', 9, { ...waitingSince(9), mode: 'human' });
    const early = conversation('early', 8, waitingSince(1));
    const urgent = conversation('urgent', 9, { ...waitingSince(9, 'emergency'), mode: 'human' });
    const likely = conversation('likely', 9, waitingSince(9, 'possible-emergency'));
    const calm = conversation('calm', 7, { mode: 'human' });
    expect(shown(teamRows(allOf([late, early, likely, urgent]), [late, calm]))).toEqual([
      ...['Precisam de você 4', 'urgent', 'likely', 'early', 'late', 'Com a equipe 1', 'calm'],
    ]);
  });

  test('sees who waits above, also while only the list of what people have in hand has them', () => {
    const known = conversation('known', 9, waitingSince(9));
    const unread = conversation('unread', 1, { ...waitingSince(1, 'emergency'), mode: 'human' });
    const waiting = { items: [known], counted: 3, hasMore: true, hasFailed: false };
    expect(shown(teamRows(waiting, [unread]))).toEqual([
      ...['Precisam de você 3', 'unread', 'known', 'Lendo mais 1…'],
    ]);
  });
});

describe('when fewer are shown than wait', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => conversation(`c${n}`, n, waitingSince(n)));
  const words = (read: Partial<WaitingRead>, count = 50) => {
    const rows = teamRows({ items: many(count), counted: 620, hasMore: true, hasFailed: false, ...read }, []);
    return rows.flatMap((row) => (row.kind === 'unshown' ? [row.words] : []));
  };

  test('it is said how many are being read', () => {
    expect(words({})).toEqual(['Lendo mais 570…']);
  });

  test('it is said how many could not be read', () => {
    expect(words({ hasFailed: true })).toEqual(['e mais 570, que não consegui ler.']);
  });

  test('it is said how many come later where so many wait that not all are read', () => {
    expect(words({}, mostWaiting)).toEqual([
      'e mais 120, que aparecem aqui à medida que você atende as de cima.',
    ]);
  });

  test('no number is made up before they were counted', () => {
    expect(words({ counted: undefined })).toEqual(['Lendo mais algumas…']);
  });

  test('nothing is said once all were read, whatever was counted a moment ago', () => {
    expect(words({ hasMore: false })).toEqual([]);
  });
});

describe('a row', () => {
  const handover = { reason: 'complaint', summary: ' Reclamou do atraso. ', at: new Date(0).toISOString() };

  test('has a summary while it waits because the assistant has asked for people', () => {
    expect(summaryOf({ ...waitingSince(1), handover })).toBe('Reclamou do atraso.');
    expect(summaryOf({ ...waitingSince(1), handover: { ...handover, summary: ' ' } })).toBeUndefined();
    expect(summaryOf(waitingSince(1, 'patient-waits'))).toBeUndefined();
    expect(summaryOf({ handover })).toBeUndefined();
  });

  test('is higher with a summary, and of a known height in any case', () => {
    const items = [
      conversation('with', 1, { ...waitingSince(1), handover }),
      conversation('without', 2, waitingSince(2)),
    ];
    const rows = teamRows({ items, hasMore: true, hasFailed: false }, []);
    expect(rows.map(heightOf)).toEqual([36, 96, 76, 56]);
  });
});
