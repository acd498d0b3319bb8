import type { Situation, TurnReplies } from '../reply.ts';
import type { Understanding } from '../understanding/understand.ts';

/** Answers a whole turn, or leaves it to the next one. */
export type Speaker = (
  understood: Understanding,
  situation: Situation,
) => TurnReplies | undefined | Promise<TurnReplies | undefined>;
