import { describe, expect, it } from 'vitest';
import { alertKinds } from '../../../src/domain/alerting/alert-kinds.ts';
import { alertMessage } from '../../../src/domain/alerting/alert-message.ts';
import { afterFailure, defaultAlertPolicy } from '../../../src/domain/alerting/alert-retry.ts';
import { escalatesAfterMs, isOperators, urgencyOf } from '../../../src/domain/alerting/alert-rules.ts';
import { wordsOfAlert } from '../../../src/domain/alerting/alert-words.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';

const clinic = { id: clinicId('0198f000-0000-7000-8000-00000000000a'), name: 'Clínica\nAurora' };
const openedAt = new Date('2026-11-29T19:43:00Z');
const telling = { timeZone: 'America/Sao_Paulo', publicUrl: 'https://atende.example.com', clinic };

describe('every kind of alert', () => {
  it.each(alertKinds)('%s has words of its own, what to do, and an urgency', (kind) => {
    const { title, action } = wordsOfAlert(kind);
    expect(title).toMatch(/^\p{Lu}.{10,}[^.]$/u);
    expect(action).toMatch(/\.$/);
    expect(title).not.toBe(wordsOfAlert('a newer kind').title);
    expect(['now', 'today', 'later']).toContain(urgencyOf(kind));
  });

  it('that is newer than this program is told as one of today', () => {
    expect(urgencyOf('newer' as never)).toBe('today');
    expect(escalatesAfterMs('newer' as never)).toBe(4 * 3_600_000);
    expect(isOperators('newer' as never)).toBe(false);
  });
});

describe('the message of an alert', () => {
  const alert = {
    id: 'a1',
    clinicId: clinic.id,
    kind: 'handover',
    subject: '0198f000-0000-7000-8000-00000000000b',
    openedAt,
    occurrences: 2,
  } as const;

  it('says what has happened, what to do, since when, and leads to the conversation', () => {
    expect(alertMessage({ ...telling, alert, event: 'opened' })).toEqual({
      ...{
        event: 'opened',
        alertId: 'a1',
        kind: 'handover',
        urgency: 'today',
        clinic,
        openedAt,
        occurrences: 2,
      },
      url: `https://atende.example.com/console/c/${clinic.id}/conversas/${alert.subject}`,
      title: 'Uma conversa precisa de você (Clínica Aurora)',
      text: [
        'Uma conversa precisa de você.',
        'Abra a conversa e responda, ou devolva à assistente.',
        '',
        'Clínica: Clínica Aurora',
        'Aberto em 29/11/2026 às 16:43',
        'Aconteceu 2 vezes',
        '',
        `Abrir no Atende: https://atende.example.com/console/c/${clinic.id}/conversas/${alert.subject}`,
      ].join('\n'),
    });
  });

  it('says when it is still open, and when it is over', () => {
    const over = { ...alert, resolvedAt: new Date('2026-11-29T20:00:00Z') };
    expect(alertMessage({ ...telling, alert, event: 'escalated' }).title).toMatch(/^Ainda aberto: /);
    const { text } = alertMessage({ ...telling, alert: over, event: 'resolved' });
    expect(text).toContain('Resolvido em 29/11/2026 às 17:00');
    expect(text).not.toContain('Abra a conversa e responda');
  });

  it('of one visit leads to that visit in the agenda, and of one that was erased to the alerts', () => {
    const place = `https://atende.example.com/console/c/${clinic.id}`;
    const urlOf = (subject: string) =>
      alertMessage({ ...telling, alert: { ...alert, kind: 'calendar-conflict', subject }, event: 'opened' })
        .url;
    expect(urlOf(alert.subject)).toBe(`${place}/agenda?consulta=${alert.subject}`);
    expect(urlOf('erased')).toBe(`${place}/alertas`);
  });

  it('keeps a subject to itself that is not an id of ours', () => {
    const leaky = { ...alert, subject: '5511999990000' };
    expect(JSON.stringify(alertMessage({ ...telling, alert: leaky, event: 'opened' }))).not.toContain(
      '5511999990000',
    );
  });
});

describe('after a failure', () => {
  const tried = { attempts: 1, dueAt: openedAt, failures: 1, isRefused: false };
  const waitMs = (wish: object, random = 1) =>
    afterFailure({ ...tried, ...wish }, openedAt, defaultAlertPolicy, random).at.getTime() -
    openedAt.getTime();

  it('the pause doubles from fifteen seconds to an hour, with jitter', () => {
    expect([1, 2, 3, 9, 100].map((failures) => waitMs({ failures }))).toEqual([
      15_000, 30_000, 60_000, 3_600_000, 3_600_000,
    ]);
    expect(waitMs({}, 0)).toBe(7_500);
  });

  it('the other side’s wish for patience is granted, up to an hour', () => {
    expect(waitMs({ retryAfterMs: 120_000 })).toBe(120_000);
    expect(waitMs({ retryAfterMs: 1e9 })).toBe(3_600_000);
  });

  it('a delivery is given up after many attempts, few refusals, or a day', () => {
    const givesUp = (wish: object, now = openedAt) =>
      afterFailure({ ...tried, ...wish }, now, defaultAlertPolicy, 0).givesUp;
    expect(givesUp({ attempts: 17 })).toBe(false);
    expect(givesUp({ attempts: 18 })).toBe(true);
    expect(givesUp({ attempts: 3, isRefused: true })).toBe(true);
    expect(givesUp({ attempts: 2, isRefused: true })).toBe(false);
    expect(givesUp({}, new Date('2026-11-30T19:43:00Z'))).toBe(true);
  });
});
