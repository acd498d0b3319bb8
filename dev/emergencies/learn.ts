import { featureCount, featuresOf } from '../../src/domain/assistant/safety/likeness/features.ts';
import { stretchesOf } from '../../src/domain/assistant/safety/likeness/likeness.ts';
import {
  scaleOf,
  zeroWeight,
  type LearntModels,
  type LearntWeights,
} from '../../src/domain/assistant/safety/likeness/weights.ts';
import type { Labelled } from './labelled.ts';

const settings = { rounds: 20, rate: 0.2, decay: 1e-3 } as const;
/** Steps of a weight to either side of nothing: `(` to `Z`, which no quote or escape is among. */
const mostSteps = 25;

const requests = [
  'bom dia, queria marcar uma consulta',
  'quero marcar consulta',
  'oi tudo bem? tem horário hoje?',
  'quanto custa a consulta?',
  'boa tarde, vocês atendem convênio?',
  'preciso de um encaixe',
  'gostaria de agendar com a doutora',
];

/** Said beside a request, every sentence stays what it is: a request speaks neither for an emergency nor against one. */
function besideRequest(text: string, at: number): string {
  const request = requests[at % requests.length] ?? '';
  return at % 2 === 0 ? `${request}. ${text}` : `${text}, ${request}`;
}

/** What is learnt from all sentences. */
export function learn(sentences: readonly Labelled[]): LearntModels {
  const read = sentences.flatMap(({ text, ...label }, at) =>
    [text, besideRequest(text, at)]
      .flatMap(stretchesOf)
      .map((words) => ({ ...label, features: featuresOf(words) })),
  );
  const toTell = (is: (label: Omit<Labelled, 'text'>) => boolean) =>
    learnt(read.map(({ features, ...label }) => ({ features, target: is(label) ? 1 : 0 })));
  return {
    emergency: toTell(({ emergency }) => emergency),
    suicidal: toTell(({ suicidal }) => suicidal === true),
  };
}

type Example = { readonly features: readonly number[]; readonly target: 0 | 1 };

/**
 * Logistic regression by stochastic gradient descent, with a rate for each weight that shrinks as it learns (AdaGrad), and
 * the mean of the second half of the rounds. The order is drawn from a fixed seed: the same sentences give the same weights.
 */
function learnt(examples: readonly Example[]): LearntWeights {
  const model = { weights: new Float64Array(featureCount), bias: 0 };
  const seen = { weights: new Float64Array(featureCount).fill(0.01), bias: 0.01 };
  const mean = { weights: new Float64Array(featureCount), bias: 0 };
  const half = settings.rounds / 2;
  const chance = seeded(12_345);
  for (let round = 0; round < settings.rounds; round += 1) {
    for (const { features, target } of shuffled(examples, chance)) {
      const scale = scaleOf(features.length);
      const sum = features.reduce((total, at) => total + entry(model.weights, at), 0);
      const error = 1 / (1 + Math.exp(-(model.bias + scale * sum))) - target;
      for (const at of features) {
        const weight = entry(model.weights, at);
        const slope = error * scale + settings.decay * weight;
        const total = entry(seen.weights, at) + slope * slope;
        seen.weights[at] = total;
        model.weights[at] = weight - (settings.rate * slope) / Math.sqrt(total);
      }
      seen.bias += error * error;
      model.bias -= (settings.rate * error) / Math.sqrt(seen.bias);
    }
    if (round < half) continue;
    mean.weights.forEach((total, at) => (mean.weights[at] = total + entry(model.weights, at) / half));
    mean.bias += model.bias / half;
  }
  return inSteps(mean.weights, mean.bias);
}

const entry = (numbers: Float64Array, at: number): number => numbers[at] as number;

/** Every weight as one character. The rare weight beyond the last step is cut there. */
function inSteps(weights: Float64Array, bias: number): LearntWeights {
  const sizes = [...weights].map(Math.abs).sort((a, b) => a - b);
  const step = Number(((sizes[Math.floor(sizes.length * 0.999)] ?? 1) / mostSteps).toPrecision(4));
  const steps = [...weights].map((weight) =>
    Math.max(-mostSteps, Math.min(mostSteps, Math.round(weight / step))),
  );
  return {
    weights: String.fromCharCode(...steps.map((count) => zeroWeight + count)),
    step,
    bias: Number(bias.toPrecision(4)),
  };
}

/** Numbers from 0 to 1 that look drawn, always the same ones (Numerical Recipes). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

function shuffled<T>(items: readonly T[], chance: () => number): readonly T[] {
  const order = [...items];
  for (let left = order.length - 1; left > 0; left -= 1) {
    const other = Math.floor(chance() * (left + 1));
    [order[left], order[other]] = [order[other] as T, order[left] as T];
  }
  return order;
}
