import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addressesOf, attemptWords } from '../../../../console/src/clinic/alerts/alert-setting-words.ts';
import { actions } from '../../../../console/src/clinic/records/audit-words.ts';
import { errorWords } from '../../../../console/src/words/error-words.ts';
import { sendFailure } from '../../../../console/src/words/send-failure-words.ts';
import { errorTable } from '../../../../src/domain/messaging/sending/error-table.ts';
import { errorCatalogue } from '../../../../src/bootstrap/composition/error-catalogue.ts';

const routes = 'src/adapters/http/routes';
const sources = readdirSync(routes, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(routes, name), 'utf8'));

test('every act that is kept for the record has words for people', () => {
  const kept = sources.flatMap((text) =>
    [...text.matchAll(/action: '([a-z-]+\.[a-z-]+)'/g)].map(([, name]) => name),
  );
  expect(kept.length).toBeGreaterThan(25);
  expect(kept.filter((name) => !Object.hasOwn(actions, name ?? ''))).toEqual([]);
});

test('every error code has Brazilian words, the console’s own or the server’s', () => {
  const codes = [...errorCatalogue.values()];
  expect(codes.length).toBeGreaterThan(80);
  for (const { code, message } of codes) {
    const words = errorWords(code, message.pt);
    expect(words, code).toMatch(/\S \S+.*\.$/);
    expect(words, code).not.toBe(`${message.en}.`);
  }
});

test('whatever WhatsApp says of a failed message has a cause in words and a remedy that fits its kind', () => {
  for (const [kind, rows] of Object.entries(errorTable))
    for (const code of rows.flatMap(([first, last]) => [first, last])) {
      const { cause, remedy } = sendFailure(String(code));
      expect(cause, String(code)).toMatch(/^\S.* .*\.$|\(código \d+\)\.$/);
      expect(sendFailure(`meta.${code}`)).toEqual({ ...sendFailure(String(code)) });
      if (kind === 'account') expect(remedy, String(code)).toBe('see-alerts');
      if (kind === 'opted-out' || kind === 'needs-template') expect(remedy, String(code)).toBe('call');
      if (kind === 'pair-limited') expect(remedy, String(code)).toBe('write-again');
    }
});

test('a message that may have arrived is not offered again without saying so', () => {
  for (const code of ['outcome-unknown', 'worker-died'])
    expect(sendFailure(code).cause).toContain('Pode ter chegado');
});

test('whatever keeps an alert from arriving is said in words', () => {
  for (const code of ['timeout', 'http-404', 'smtp-550', 'smtp-esocket', 'address-refused', 'dns-failure'])
    expect(attemptWords({ event: 'opened', at: '', code }), code).toMatch(/^O último aviso não chegou: \D/);
  expect(attemptWords({ event: 'test', at: '' })).toBe('O último teste chegou');
  expect(addressesOf(' a@x.example, b@x.example;\nc@x.example\n')).toEqual([
    'a@x.example',
    'b@x.example',
    'c@x.example',
  ]);
});
