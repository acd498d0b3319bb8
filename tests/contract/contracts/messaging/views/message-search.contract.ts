import { beforeEach, describe, expect, it } from 'vitest';
import type { ListPlace } from '../../../../../src/application/ports/messaging/conversations.ts';
import { searchedWords } from '../../../../../src/domain/inbox/message-search.ts';
import { messageId } from '../../../../../src/domain/messaging/message.ts';
import type { ReceivedMessage } from '../../../../../src/domain/messaging/webhook-item.ts';
import { erasureId } from '../../../../../src/domain/privacy/erasure.ts';
import { aMessage, phone } from '../../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { aMergedParty, aParty, receive, type Party } from '../../../harness/steps.ts';

const at = (second: number) => new Date(Date.parse('2026-03-02T11:00:00Z') + second * 1_000);

export const messageSearchContract = (make: MakeHarness) =>
  describe('messages by their words', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const hears = (...messages: ReceivedMessage[]) => receive(harness, party, ...messages);
    const says = (text: string, wamid?: string) =>
      hears(aMessage({ text, sentAt: at(0), ...(wamid !== undefined && { wamid }) }));
    const page = (search: string, of: Party = party, limit = 50, after?: ListPlace) =>
      harness.stores.messageSearch.find({
        clinicId: of.clinicId,
        words: searchedWords(search),
        limit,
        ...(after !== undefined && { after }),
      });
    const find = async (...wish: Parameters<typeof page>) => (await page(...wish)).items;
    const found = async (search: string, of: Party = party) =>
      (await find(search, of)).map(({ excerpt: { before, match, after } }) => `${before}[${match}]${after}`);
    const about = (wamid: string, more: Partial<ReceivedMessage>) =>
      hears(aMessage({ aboutMetaMessageId: wamid, ...more }));
    const edit = (wamid: string, text: string, second = 10) =>
      about(wamid, { type: 'edit', text, sentAt: at(second) });

    it('are found without regard to case and accents, by how words begin', async () => {
      await says('Bom dia! Queria marcar uma Avaliação.');
      expect(await found('AVALIACAO')).toEqual(['Bom dia! Queria marcar uma [Avaliação].']);
      expect(await found('avalia')).toHaveLength(1);
      expect(await found('liacao')).toEqual([]);
    });

    it('are found by each beginning of three letters or more, and by no other', async () => {
      await says('ortodontista');
      for (let letters = 3; letters <= 12; letters += 1) {
        const beginning = 'ortodontista'.slice(0, letters);
        expect(await found(beginning)).toEqual(['[ortodontista]']);
        expect(await found(`${beginning}z`)).toEqual([]);
      }
    });

    it('are found by what a file is called, and by the advertisement that brought the patient', async () => {
      const named = {
        type: 'document',
        text: 'segue',
        wamid: 'w',
        details: { fileName: 'Ressonância_joelho.pdf' },
      } as const;
      await hears(aMessage({ ...named, sentAt: at(0) }));
      const referral = { source: 'ad', headline: 'Rejuvenescimento', body: 'Agende a avaliação' } as const;
      await hears(aMessage({ text: 'Oi', sentAt: at(1), details: { referral } }));
      expect(await found('ressonancia')).toEqual(['segue [Ressonância]_joelho.pdf']);
      expect(await found('joelho segue')).toHaveLength(1);
      expect(await found('rejuvenescimento avaliacao')).toEqual(['Oi [Rejuvenescimento] Agende a avaliação']);
      await edit('w', 'em anexo');
      expect(await found('joelho')).toEqual(['em anexo Ressonância_[joelho].pdf']);
      expect(await found('anexo')).toHaveLength(1);
      await about('w', { type: 'revoke', text: '', sentAt: at(20) });
      expect(await found('joelho')).toEqual([]);
    });

    it('are found by several words, wherever each of them stands', async () => {
      await says('Quanto custa o clareamento a laser?');
      await says('O clareamento dói?');
      expect(await found('laser clareamento')).toEqual(['Quanto custa o [clareamento] a laser?']);
    });

    it('are found by words that are longer than what an index keeps of them', async () => {
      await says('É sobre o otorrinolaringologista');
      await says('E a otorrinolaringologia?');
      expect(await found('otorrinolaringologista')).toEqual(['É sobre o [otorrinolaringologista]']);
    });

    it('are not found by one or two letters, by signs, or by nothing', async () => {
      await says('oi, é só 👍 isso');
      for (const search of ['oi', 'é só', '👍', '   ', '%', `'`]) expect(await find(search)).toEqual([]);
    });

    it('name the conversation, the person and the message', async () => {
      await says('O endereço, por favor', 'w');
      const [one] = await find('endereco');
      const { clinicId, placement } = party;
      const [shown] = (await harness.stores.conversations.messages({
        clinicId,
        conversationId: placement.conversationId,
        limit: 1,
      }))!;
      expect(one).toMatchObject({
        conversationId: placement.conversationId,
        contactId: placement.contactId,
        id: shown?.id,
        createdAt: shown?.createdAt,
        direction: 'inbound',
        origin: 'patient',
        type: 'text',
      });
    });

    it('come newest first, and page by page each once', async () => {
      for (let n = 1; n <= 7; n += 1) await says(`retorno número ${n}`);
      const pages: string[][] = [];
      let after: ListPlace | undefined;
      do {
        const page = await find('retorno', party, 3, after);
        pages.push(page.map(({ excerpt }) => excerpt.after.slice(-1)));
        after = page.at(-1)?.place;
      } while (after !== undefined);
      expect(pages).toEqual([['7', '6', '5'], ['4', '3', '2'], ['1'], []]);
    });

    it('are found behind however many that only begin alike: a page that ends early says where', async () => {
      await says('Otorrinolaringologista na terça');
      const others = Array.from({ length: 1_400 }, (_, n) =>
        aMessage({ text: 'Otorrinolaringologia', sentAt: at(n) }),
      );
      await hears(...others);
      const all: string[] = [];
      let after: ListPlace | undefined;
      do {
        const { items, stoppedAt } = await page('otorrinolaringologista', party, 5, after);
        all.push(...items.map(({ excerpt }) => excerpt.match));
        after = stoppedAt;
      } while (after !== undefined);
      expect(all).toEqual(['Otorrinolaringologista']);
    });

    it('are of the clinic that asks', async () => {
      const other = await aParty(harness, undefined, { phone: phone('5547999990009') });
      await receive(harness, other, aMessage({ text: 'segredo da outra clínica' }));
      expect(await found('segredo')).toEqual([]);
      expect(await found('segredo', other)).toHaveLength(1);
    });

    it('are found by their corrected words, and not by the former ones', async () => {
      await says('Quero terça', 'w');
      await edit('w', 'Quero quinta');
      expect(await found('terca')).toEqual([]);
      expect(await found('quinta')).toEqual(['Quero [quinta]']);
    });

    it('are found once when both the first words and the corrected ones say it', async () => {
      await says('Quero terça cedo', 'w');
      await edit('w', 'Quero terça tarde');
      await edit('w', 'Quero mesmo terça tarde', 20);
      expect(await found('terca')).toEqual(['Quero mesmo [terça] tarde']);
      expect(await found('tarde')).toHaveLength(1);
    });

    it('are not found when they were deleted', async () => {
      await says('Meu cartão é 4111', 'w');
      await edit('w', 'Meu cartão é 4222');
      await about('w', { type: 'revoke', text: '', sentAt: at(20) });
      expect(await found('cartao')).toEqual([]);
    });

    it('are found by a correction alone, where the message is not known', async () => {
      await edit('never-seen', 'Quero quinta');
      expect(await found('quinta')).toHaveLength(1);
    });

    it('of two people who are one are in the conversation of the one', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      await receive(harness, merged, aMessage({ text: 'sobre o aparelho' }));
      await merge();
      expect(await find('aparelho', kept)).toMatchObject([
        { conversationId: kept.placement.conversationId, contactId: kept.placement.contactId },
      ]);
    });

    it('of somebody who was erased are not found', async () => {
      await says('Tenho alergia a dipirona');
      expect(await found('dipirona')).toHaveLength(1);
      const { clinicId, placement } = party;
      await harness.stores.erasures.erase(
        { id: erasureId(harness.ids.next()), clinicId, contactId: placement.contactId, at: harness.now() },
        async () => undefined,
      );
      expect(await found('dipirona')).toEqual([]);
    });

    it('whose time is over are not found', async () => {
      await says('Tenho alergia a dipirona');
      const later = new Date(harness.now().getTime() + 1_000);
      await harness.stores.retention.deleteMessages(party.clinicId, later, 100);
      expect(await found('dipirona')).toEqual([]);
    });

    describe('with what was said around one', () => {
      const around = (id: string, reach: number) =>
        harness.stores.conversations.around({
          clinicId: party.clinicId,
          conversationId: party.placement.conversationId,
          messageId: messageId(id),
          reach,
        });
      const idOf = async (text: string) => (await find(text))[0]!.id;

      it('are shown newest first, and say whether there is more on either side', async () => {
        for (const word of ['primeira', 'segunda', 'terceira', 'quarta', 'quinta']) await says(word);
        const textsAround = async (word: string, reach: number) => {
          const piece = await around(await idOf(word), reach);
          if (typeof piece !== 'object') throw new Error(`Nothing around ${word}`);
          return [piece.hasNewer, ...piece.items.map(({ text }) => text), piece.hasOlder];
        };
        expect(await textsAround('terceira', 1)).toEqual([true, 'quarta', 'terceira', 'segunda', true]);
        expect(await textsAround('quinta', 1)).toEqual([false, 'quinta', 'quarta', true]);
        expect(await textsAround('primeira', 1)).toEqual([true, 'segunda', 'primeira', false]);
        expect(await textsAround('terceira', 2)).toHaveLength(7);
        expect(await textsAround('terceira', 9)).toEqual(
          expect.arrayContaining([false, 'primeira', 'quinta']),
        );
      });

      it('are not, when the conversation does not show it, or is none', async () => {
        await says('primeira');
        expect(await around(harness.ids.next(), 5)).toBe('no-message');
        const other = await aParty(harness, party, { phone: phone('5547999990009') });
        await receive(harness, other, aMessage({ text: 'alheia' }));
        expect(await around(await idOf('alheia'), 5)).toBe('no-message');
        const { clinicId } = party;
        const nowhere = { clinicId, conversationId: harness.ids.next() as never, reach: 5 };
        expect(
          await harness.stores.conversations.around({ ...nowhere, messageId: await idOf('primeira') }),
        ).toBe(undefined);
      });
    });
  });
