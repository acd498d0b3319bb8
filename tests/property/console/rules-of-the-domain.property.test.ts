import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultsOf, type Use } from '../../../console/src/clinic/google/choice.ts';
import { serviceWindow } from '../../../console/src/conversation/window.ts';
import { filledTemplate, valuesOf } from '../../../console/src/conversation/templates/text-template.ts';
import { isMoreUrgent } from '../../../console/src/inbox/lists.ts';
import { freedNoticeHours, limits } from '../../../console/src/limits.ts';
import { mostKeyDays } from '../../../src/domain/access/api-key.ts';
import { refusedUses } from '../../../src/domain/connection/calendar-choice.ts';
import { freedNoticeMs } from '../../../src/domain/figures/freed-times.ts';
import { quickAnswerLimits } from '../../../src/domain/inbox/quick-answer.ts';
import { longestNote } from '../../../src/domain/inbox/conversation-note.ts';
import { loudestReasons, queueRank } from '../../../src/domain/inbox/waiting-for-people.ts';
import { windowIsOpen } from '../../../src/domain/messaging/customer-service-window.ts';
import { whatsAppLimits } from '../../../src/domain/messaging/whatsapp-limits.ts';
import { filledByHand, offeredTemplates } from '../../../src/domain/templates/by-hand.ts';
import { fillTemplate, longestBody, longestText } from '../../../src/domain/templates/fill-template.ts';
import { readClinicContext } from '../../../src/domain/clinic/document/contextualization.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { aListedConversation, waitingSince } from '../../support/builders/a-listed-conversation.ts';
import { aTemplate } from '../../support/builders/a-template.ts';

// The console is built without the domain: what it says of rules before the server is asked is held to them here.

test('the console lets write as much as the server takes', () => {
  expect(limits).toEqual({
    text: whatsAppLimits.textBody,
    caption: whatsAppLimits.caption,
    templateText: longestText,
    templateBody: longestBody,
    note: longestNote,
    quickAnswerName: quickAnswerLimits.name,
    quickAnswers: quickAnswerLimits.perClinic,
    apiKeyDays: mostKeyDays,
  });
});

test('the console says of freed times what the server counts as freed', () => {
  expect(freedNoticeHours * 3_600_000).toBe(freedNoticeMs);
});

test('the console shows the window open exactly as long as the server sends', () => {
  const writtenAt = new Date('2026-03-02T12:00:00Z');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 90_000 }), (seconds) => {
      const now = new Date(writtenAt.getTime() + seconds * 1_000);
      expect(serviceWindow(writtenAt.toISOString(), now).state === 'open').toBe(windowIsOpen(writtenAt, now));
    }),
    { examples: [[86_099], [86_100], [86_400]] },
  );
  expect(serviceWindow(undefined, writtenAt).state === 'open').toBe(windowIsOpen(undefined, writtenAt));
});

test('the form of the calendars refuses exactly the uses that the server refuses of calendars it may change', () => {
  const choice = fc.record({
    use: fc.constantFrom<Use>('write', 'busy', 'ignore'),
    owner: fc.constantFrom('', 'p:lia', 'p:rui', 'r:1'),
  });
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 6 }), (chosen) => {
      const choices = chosen.map((each, n) => ({ ...each, calendarId: `c${n}` }));
      const owned = choices.map(({ calendarId, use, owner }) => ({
        ...{ calendarId, accessRole: 'owner', chosenUse: use },
        ...(owner.startsWith('p:') && { professionalId: owner.slice(2) }),
        ...(owner.startsWith('r:') && { roomId: owner.slice(2) }),
      }));
      expect([...faultsOf(choices).keys()]).toEqual(refusedUses(owned).map(({ calendarId }) => calendarId));
    }),
  );
});

test('the console puts whoever waits in the order in which the server does', () => {
  const reason = fc.constantFrom(...loudestReasons, 'complaint', 'patient-waits');
  const waiting = fc.record({ reason, minute: fc.integer({ min: 0, max: 3 }) });
  fc.assert(
    fc.property(waiting, waiting, (a, b) => {
      const listed = (id: string, { minute, reason }: typeof a) =>
        aListedConversation(id, 9, waitingSince(minute, reason));
      const isBefore = queueRank(a.reason) - queueRank(b.reason) || a.minute - b.minute || -1;
      expect(isMoreUrgent(listed('a', a), listed('b', b))).toBe(isBefore < 0);
    }),
  );
});

test('a template is shown while it is being filled as it goes out', () => {
  const clinic = {
    id: clinicId('1'),
    name: 'Clínica Aurora',
    timeZone: 'America/Sao_Paulo',
    simulation: false,
  };
  const { context } = readClinicContext(clinic, {});
  const parts = fc.constantFrom('Olá, ', '{{quem}}', '{{ clinica }}', '{{texto}}', '!', ' ', '{{texto}} ');
  const words = fc
    .array(fc.constantFrom('Bom', 'dia', '\n', '  ', '.'), { minLength: 1, maxLength: 8 })
    .map((said) => `a${said.join(' ')}`);
  fc.assert(
    fc.property(fc.array(parts, { minLength: 1, maxLength: 6 }), words, (body, text) => {
      const template = aTemplate({ body: body.join(''), buttons: [] });
      const variables = { quem: 'patient', clinica: 'clinic', texto: 'text' } as const;
      const use = {
        purpose: 'team-text',
        name: 'lembrete',
        language: 'pt_BR',
        variables,
        buttons: [],
      } as const;
      const sent = fillTemplate(template, use, { context, patientName: 'Ana Souza', text });
      const [offered] = offeredTemplates([template], [use], { context, patientName: 'Ana Souza' });
      const written = { texto: text };
      const shown = filledTemplate(offered!, written);
      expect(shown.map((part) => part.text).join('')).toBe(sent?.body);
      expect(filledByHand(template, valuesOf(offered!, written) ?? {}).body).toBe(sent?.body);
    }),
  );
});
