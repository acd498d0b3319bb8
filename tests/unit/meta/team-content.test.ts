import { afterEach, describe, expect, it } from 'vitest';
import {
  contactsContent,
  locationContent,
  reactionContent,
  type SentContent,
} from '../../../src/domain/messaging/sending/team-content.ts';
import { accepted, answering, closeGraphs, graph, request } from './graph-double.ts';

afterEach(closeGraphs);

describe('what people of a clinic send', () => {
  const sent = async (content: SentContent, refersTo?: string) => {
    const { sender, body } = await graph(answering(200, accepted));
    await sender.send({ ...request({ content }), ...(refersTo !== undefined && { refersTo }) });
    return body();
  };

  it('quotes a message as context', async () => {
    expect(await sent({ type: 'text', body: 'Sim' }, 'wamid.asked')).toMatchObject({
      type: 'text',
      context: { message_id: 'wamid.asked' },
    });
    expect(await sent({ type: 'text', body: 'Sim' })).not.toHaveProperty('context');
  });

  it('names the message in a reaction and quotes nothing, also when the reaction is taken back', async () => {
    const given = await sent(reactionContent('👍'), 'wamid.asked');
    expect(given).toMatchObject({ reaction: { message_id: 'wamid.asked', emoji: '👍' } });
    expect(given).not.toHaveProperty('context');
    expect(await sent(reactionContent(''), 'wamid.asked')).toMatchObject({
      type: 'reaction',
      reaction: { message_id: 'wamid.asked', emoji: '' },
    });
  });

  it('is no reaction when it is anything but one emoji', () => {
    for (const emoji of ['👍', '❤️', '❤', '👨‍👩‍👧', '🇧🇷', '👍🏽']) expect(reactionContent(emoji).body).toBe(emoji);
    for (const words of ['ok', '👍👍', ' ', '1', 'a👍'])
      expect(() => reactionContent(words)).toThrow('A reaction is one emoji');
  });

  it('says where a place is, and its name in words', async () => {
    const content = locationContent({
      latitude: -26.9,
      longitude: -49.07,
      name: 'Clínica',
      address: 'Rua 1',
    });
    expect(content.body).toBe('Clínica, Rua 1');
    expect(locationContent({ latitude: -26.9, longitude: -49.07 }).body).toBe('-26.9, -49.07');
    expect(await sent(content)).toMatchObject({
      type: 'location',
      location: { latitude: -26.9, longitude: -49.07, name: 'Clínica', address: 'Rua 1' },
    });
  });

  it('sends contact cards with the parts that Meta asks for', async () => {
    const content = contactsContent([
      {
        name: 'Recepção',
        phones: ['+55 47 3333-0000'],
        emails: ['oi@clinica.example'],
        organisation: 'Clínica',
      },
    ]);
    expect(content.body).toBe('Recepção: +55 47 3333-0000');
    expect(await sent(content)).toMatchObject({
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Recepção', first_name: 'Recepção' },
          phones: [{ phone: '+55 47 3333-0000', type: 'WORK' }],
          emails: [{ email: 'oi@clinica.example', type: 'WORK' }],
          org: { company: 'Clínica' },
        },
      ],
    });
  });
});
