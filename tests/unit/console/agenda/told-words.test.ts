import { expect, it } from 'vitest';
import { toldWords } from '../../../../console/src/agenda/visit-words.ts';

it('promises a message only where one goes', () => {
  for (const how of ['message', 'template'] as const) {
    expect(toldWords({ how }, 'now')).toBe(' O paciente é avisado pelo WhatsApp.');
    expect(toldWords({ how }, 'once-confirmed')).toMatch(/é avisado pelo WhatsApp depois/);
  }
  for (const because of ['no-conversation', 'opted-out', 'not-wanted', 'known'] as const)
    expect(toldWords({ how: 'none', because }, 'now')).not.toMatch(/O paciente é avisado/);
});

it('says who has to tell the patient where no message goes', () => {
  expect(toldWords({ how: 'when-patient-writes' }, 'now')).toMatch(
    /só recebe o aviso quando escrever\. Combine/,
  );
  expect(toldWords({ how: 'none', because: 'opted-out' }, 'now')).toMatch(/não quer mensagens.*combine/);
  expect(toldWords({ how: 'none', because: 'no-conversation' }, 'now')).toMatch(/Ninguém é avisado.*combine/);
  expect(toldWords({ how: 'none', because: 'known' }, 'now')).toBe('');
});
