import { parser } from '@prometheus-io/lezer-promql';

export type PromqlNames = {
  readonly metrics: readonly string[];
  /** Of selectors and groupings. */
  readonly labels: readonly string[];
};

/** The names in an expression of Prometheus. @throws Error where it is no expression */
export function readPromql(expression: string): PromqlNames {
  const names = { metrics: [] as string[], labels: [] as string[] };
  parser.parse(expression).iterate({
    enter({ name, from, to, type }) {
      const text = expression.slice(from, to);
      if (type.isError) throw new Error(`no PromQL at ${from}: ${expression}`);
      if (name === 'Identifier') names.metrics.push(text);
      if (name === 'LabelName') names.labels.push(text);
    },
  });
  return names;
}
