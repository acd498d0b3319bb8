import type { LearntModels, LearntWeights } from '../../src/domain/assistant/safety/likeness/weights.ts';

export const weightsFile = new URL(
  '../../src/domain/assistant/safety/likeness/learnt-models.ts',
  import.meta.url,
);

/** As it is committed. */
export const weightsModule = ({ emergency, suicidal }: LearntModels, digest: string): string =>
  `import type { LearntModels } from './weights.ts';

/** Written by \`npm run emergencies -- learn\`, from the sentences of dev/emergencies with the digest ${digest}. */
export const learntModels: LearntModels = {
  emergency: ${written(emergency)},
  suicidal: ${written(suicidal)},
};
`;

const written = ({ step, bias, weights }: LearntWeights): string => `{
    step: ${step},
    bias: ${bias},
    weights:
      '${weights}',
  }`;
