import { given } from '../../given.ts';
import type { OutboundContent } from '../../messaging/message.ts';

const pictures =
  / ?(?:\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?(?:\u200D\p{Extended_Pictographic}\uFE0F?)*)/gu;

/** Who has just been told to call an ambulance is not smiled at; what is nothing but a picture stays. */
export const withoutPictures = (content: OutboundContent): OutboundContent => ({
  ...content,
  body: content.body.replace(pictures, '').trim() || content.body,
});

type Said = {
  readonly replies: readonly OutboundContent[];
  readonly confirmation?: readonly OutboundContent[];
};

/** The same answer, with nothing in it that smiles. */
export const sober = <Answer extends Said>(answer: Answer): Answer => ({
  ...answer,
  replies: answer.replies.map(withoutPictures),
  ...given({ confirmation: answer.confirmation?.map(withoutPictures) }),
});
