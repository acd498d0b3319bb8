import { describe, expect, it } from 'vitest';
import { messageId } from '../../../src/domain/messaging/message.ts';
import type { ChangeType, MessageChange } from '../../../src/domain/messaging/messages/message-changes.ts';
import {
  changesWhatWasAnswered,
  effectiveMessages,
  type TurnMessage,
} from '../../../src/domain/messaging/messages/turn-messages.ts';

const noon = new Date('2026-03-02T12:00:00Z');
const wrote = (wamid: string, text: string, more: Partial<TurnMessage> = {}): TurnMessage => ({
  id: messageId(wamid),
  type: 'text',
  text,
  sentAt: noon,
  metaMessageId: wamid,
  ...more,
});
const said = (type: ChangeType, text: string, id = `${type}-${text}`): MessageChange => ({
  id,
  type,
  text,
  sentAt: noon,
  key: id,
  byClinic: false,
});
const texts = (...messages: TurnMessage[]) => effectiveMessages(messages).map(({ text }) => text);

const question = {
  id: messageId('question'),
  byClinic: true,
  type: 'text',
  text: 'Sexta às 14h?',
  changes: [],
  isOurLast: true,
};
const reacts = (emoji: string, about: Partial<NonNullable<TurnMessage['about']>> = {}): TurnMessage => {
  const changes = [said('reaction', emoji, 'r')];
  const more = { type: 'reaction' as const, aboutMetaMessageId: 'wamid.q' };
  return wrote('r', emoji, { ...more, about: { ...question, changes, ...about } });
};

describe('the words of a turn', () => {
  it('are those that the patient left: corrected, and without what was deleted', () => {
    expect(
      texts(
        wrote('a', 'monday', { changes: [said('edit', 'friday')] }),
        wrote('b', 'oops', { changes: [said('revoke', '')] }),
        wrote('e', 'friday', { type: 'edit', aboutMetaMessageId: 'a' }),
        wrote('c', 'thanks'),
      ),
    ).toEqual(['friday', 'thanks']);
  });

  it('are a yes or a no where the patient reacts so to our last question', () => {
    expect(texts(reacts('👍'))).toEqual(['Sim']);
    expect(texts(reacts('👍🏽'))).toEqual(['Sim']);
    expect(texts(reacts('👎'))).toEqual(['Não']);
    expect(texts(reacts('👍', { type: 'buttons', text: 'Confirma' }))).toEqual(['Sim']);
    expect(effectiveMessages([reacts('👍')])[0]?.quote).toMatchObject({
      by: 'clinic',
      text: 'Sexta às 14h?',
    });
  });

  it('are none where a reaction answers nothing', () => {
    expect(texts(reacts('😂'))).toEqual([]);
    expect(texts(reacts('👍', { text: 'Até sexta.' }))).toEqual([]);
    expect(texts(reacts('👍', { isOurLast: false }))).toEqual([]);
    expect(texts(reacts('👍', { byClinic: false }))).toEqual([]);
    const taken = [said('reaction', '👍', 'r'), said('reaction', '', 's')];
    expect(texts(reacts('👍', { changes: taken }))).toEqual([]);
    expect(texts(wrote('r', '👍', { type: 'reaction', aboutMetaMessageId: 'unknown' }))).toEqual([]);
  });
});

describe('a correction of what was answered', () => {
  const about = { ...question, byClinic: false, id: messageId('earlier'), text: 'Pode ser segunda?' };
  const correction = (change: MessageChange) =>
    wrote(change.id, change.text, { type: change.type as 'edit', about: { ...about, changes: [change] } });

  it('is for people to look at when it changes the meaning', () => {
    expect(changesWhatWasAnswered([correction(said('edit', 'Pode ser terça?'))])).toBe(true);
    expect(changesWhatWasAnswered([correction(said('revoke', ''))])).toBe(true);
  });

  it('is not when it mends spelling only, or is about what this turn answers', () => {
    expect(changesWhatWasAnswered([correction(said('edit', 'pode ser Segunda'))])).toBe(false);
    const own = wrote('earlier', about.text);
    expect(changesWhatWasAnswered([own, correction(said('edit', 'Pode ser terça?'))])).toBe(false);
  });
});
