import type { MediaReference } from '../../../domain/messaging/messages/media.ts';
import type {
  MessageDetails,
  OrderedItem,
  SharedContact,
} from '../../../domain/messaging/messages/message-details.ts';
import { given } from '../../../domain/given.ts';
import { formAnswers } from '../send/interactive-content.ts';
import { fieldsOf, idOf, listOf, objectOf, textOf, type JsonObject } from './json-values.ts';

const mostEntries = 100;
const longest = 1_000;
/** No half of a character is left at the end: the database refuses that, and the message with it. */
const cut = (text: string, most = longest): string => text.slice(0, most).toWellFormed();
const short = (value: unknown): string | undefined => cut(textOf(value)) || undefined;

const mediaTypes = ['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const;

/** The object of the file that comes with a message. */
const fileOf = (message: JsonObject): JsonObject | undefined =>
  mediaTypes.some((type) => type === message['type'])
    ? objectOf(message[String(message['type'])])
    : undefined;

/** The file of a message; `undefined` where it has none that could be fetched. */
export function mediaOf(message: JsonObject): MediaReference | undefined {
  const file = fileOf(message);
  const mediaId = idOf(file?.['id']);
  if (file === undefined || mediaId === undefined) return undefined;
  return {
    mediaId,
    ...given({ mimeType: short(file['mime_type']), sha256: short(file['sha256']), fileName: fileName(file) }),
  };
}

const fileName = (file: JsonObject): string | undefined => cut(textOf(file['filename']), 240) || undefined;

/**
 * What a message says besides words; `undefined` when it is nothing. `ownPhone`: of the sender, where the message tells it.
 * Source: docs/vendors/meta.md#message-content.
 */
export function detailsOf(message: JsonObject, ownPhone?: string): MessageDetails | undefined {
  const file = fileOf(message);
  const details: MessageDetails = given({
    forwarded: forwardedOf(fieldsOf(message['context'])),
    fileName: file && fileName(file),
    isVoice: file?.['voice'] === true ? true : undefined,
    location: message['type'] === 'location' ? locationOf(fieldsOf(message['location'])) : undefined,
    contacts: message['type'] === 'contacts' ? contactsOf(message['contacts']) : undefined,
    ownPhone,
    order: message['type'] === 'order' ? orderOf(fieldsOf(message['order'])) : undefined,
    form: message['type'] === 'interactive' ? formOf(fieldsOf(message['interactive'])) : undefined,
    referral: referralOf(objectOf(message['referral'])),
    product: productOf(fieldsOf(fieldsOf(message['context'])['referred_product'])),
  });
  return Object.keys(details).length === 0 ? undefined : details;
}

const forwardedOf = ({ forwarded, frequently_forwarded }: JsonObject): MessageDetails['forwarded'] =>
  frequently_forwarded === true ? 'often' : forwarded === true ? 'once' : undefined;

const finite = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

function locationOf({ latitude, longitude, name, address }: JsonObject): MessageDetails['location'] {
  const [north, east] = [finite(latitude), finite(longitude)];
  if (north === undefined || east === undefined) return undefined;
  return { latitude: north, longitude: east, ...given({ name: short(name), address: short(address) }) };
}

const contactsOf = (contacts: unknown): readonly SharedContact[] =>
  listOf(contacts)
    .slice(0, mostEntries)
    .map(fieldsOf)
    .map((card) => ({
      name: cardName(card),
      phones: entriesOf(card['phones'], ({ phone, wa_id }) => short(phone) ?? short(wa_id)),
      emails: entriesOf(card['emails'], ({ email }) => short(email)),
      ...given({ organisation: short(fieldsOf(card['org'])['company']) }),
    }));

const entriesOf = (list: unknown, read: (entry: JsonObject) => string | undefined): readonly string[] =>
  listOf(list)
    .slice(0, mostEntries)
    .flatMap((entry) => read(fieldsOf(entry)) ?? []);

export function cardName(card: JsonObject): string {
  const { formatted_name, first_name, last_name } = fieldsOf(card['name']);
  const name = textOf(formatted_name) || [textOf(first_name), textOf(last_name)].filter(Boolean).join(' ');
  return cut(name);
}

const orderOf = ({ catalog_id, product_items, text }: JsonObject): MessageDetails['order'] => ({
  ...given({ catalogId: idOf(catalog_id), note: short(text) }),
  items: listOf(product_items)
    .slice(0, mostEntries)
    .map(fieldsOf)
    .flatMap((item): OrderedItem[] => {
      const productId = idOf(item['product_retailer_id']);
      if (productId === undefined) return [];
      const price = finite(item['item_price']);
      return [
        {
          productId,
          ...given({
            quantity: idOf(item['quantity']),
            price: price === undefined ? undefined : String(price),
            currency: short(item['currency']),
          }),
        },
      ];
    }),
});

function formOf({ nfm_reply: form }: JsonObject): MessageDetails['form'] {
  if (objectOf(form) === undefined) return undefined;
  const answers = formAnswers(fieldsOf(form)).slice(0, mostEntries);
  return { ...given({ name: short(fieldsOf(form)['name']) }), answers };
}

function referralOf(referral: JsonObject | undefined): MessageDetails['referral'] {
  if (referral === undefined) return undefined;
  const { source_type: type, source_url, source_id, headline, body, ctwa_clid } = referral;
  return given({
    source: type === 'ad' || type === 'post' ? type : undefined,
    url: short(source_url),
    id: idOf(source_id),
    headline: short(headline),
    body: short(body),
    clickId: short(ctwa_clid),
  });
}

function productOf({ catalog_id, product_retailer_id }: JsonObject): MessageDetails['product'] {
  const productId = idOf(product_retailer_id);
  return productId === undefined ? undefined : { productId, ...given({ catalogId: idOf(catalog_id) }) };
}
