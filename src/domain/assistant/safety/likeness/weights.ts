/** What was learnt to tell apart: a weight for each feature, one character each. */
export type LearntWeights = {
  /** `A` weighs nothing, the characters after it speak for it, those before it against it. */
  readonly weights: string;
  /** What one step between characters weighs. */
  readonly step: number;
  readonly bias: number;
};

/** An emergency at all, and one of somebody who thinks of dying. */
export type LearntModels = { readonly emergency: LearntWeights; readonly suicidal: LearntWeights };

export const zeroWeight = 'A'.charCodeAt(0);

/** Texts with fewer features than this are weighed as if they had so many: few words are never sure. */
const fewFeatures = 24;

/** What the sum over so many features is taken times, so that long texts are no surer than short ones. */
export const scaleOf = (features: number): number => 1 / Math.sqrt(Math.max(features, fewFeatures));
