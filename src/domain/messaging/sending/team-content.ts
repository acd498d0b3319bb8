import { CaptionNotPossible } from '../messages/media-errors.ts';
import { ReactionInvalid } from '../conversation-errors.ts';
import type { OutboundContent } from '../message.ts';
import type { PhoneRequest } from './phone-request.ts';
import type { FileKind, SendableFile } from './sendable-file.ts';
import type { MessageDetails, SharedContact } from '../messages/message-details.ts';

/** What people of a clinic send. `body`: its words, as lists, searches and captions have them. */
export type TeamContent =
  | { readonly type: 'text'; readonly body: string }
  /** The file itself lies beside it; an audio has no caption. */
  | {
      readonly type: FileKind;
      readonly body: string;
      readonly fileName: string;
      readonly isVoice: boolean;
    }
  | { readonly type: 'location'; readonly body: string; readonly place: SharedPlace }
  | { readonly type: 'contacts'; readonly body: string; readonly contacts: readonly SharedContact[] }
  | PhoneRequest
  /** `body`: the emoji; `''` takes the reaction back. */
  | { readonly type: 'reaction'; readonly body: string }
  /** Chosen and filled by the writer. */
  | Extract<OutboundContent, { type: 'template' }>;

export type SharedPlace = NonNullable<MessageDetails['location']>;

/** Everything that goes to WhatsApp. */
export type SentContent = OutboundContent | TeamContent;

const oneEmoji = /^\p{RGI_Emoji}$/v;

/** `''` takes the last one back. @throws ReactionInvalid */
export function reactionContent(emoji: string): TeamContent {
  // some keyboards leave out that it is to be shown as a picture: ❤ and ❤️
  const isEmoji = emoji === '' || oneEmoji.test(emoji) || oneEmoji.test(`${emoji}\u{fe0f}`);
  if (!isEmoji) throw new ReactionInvalid();
  return { type: 'reaction', body: emoji };
}

type UploadedFile = Pick<SendableFile, 'kind' | 'fileName' | 'isVoice'>;

/** @throws CaptionNotPossible */
export function fileContent({ kind, fileName, isVoice }: UploadedFile, caption: string): TeamContent {
  if (kind === 'audio' && caption !== '') throw new CaptionNotPossible();
  return { type: kind, body: caption, fileName, isVoice };
}

/** Whether a file goes with it, which has to be at WhatsApp before. */
export const hasFile = ({ type }: Pick<SentContent, 'type'>): boolean =>
  type === 'image' || type === 'video' || type === 'audio' || type === 'document';

export const locationContent = (place: SharedPlace): TeamContent => ({
  type: 'location',
  body:
    [place.name, place.address].filter((part) => part !== undefined && part !== '').join(', ') ||
    `${place.latitude}, ${place.longitude}`,
  place,
});

export const contactsContent = (contacts: readonly SharedContact[]): TeamContent => ({
  type: 'contacts',
  body: contacts
    .map(({ name, phones }) => [name, phones.join(', ')].filter((part) => part !== '').join(': '))
    .join('; '),
  contacts,
});

/** What it says besides words; `undefined` for words alone. */
export function detailsOf(content: TeamContent): MessageDetails | undefined {
  switch (content.type) {
    case 'location':
      return { location: content.place };
    case 'contacts':
      return { contacts: content.contacts };
    case 'text':
    case 'reaction':
    case 'contact-request':
    case 'template':
      return undefined;
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
      return { fileName: content.fileName, ...(content.isVoice && { isVoice: true }) };
  }
}
