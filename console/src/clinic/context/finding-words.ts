import type { ContextFinding } from '../../../../client/atende-client.ts';

export const errorsOf = (findings: readonly ContextFinding[]): number =>
  findings.filter(({ severity }) => severity === 'error').length;

/** How many there are, and how many of them say that something written has no effect. */
export function findingWords(findings: readonly ContextFinding[]): string {
  const errors = errorsOf(findings);
  const all = findings.length === 1 ? '1 aviso' : `${findings.length} avisos`;
  return `${all} sobre o que está escrito${errors > 0 ? `, ${errors} sem efeito` : ''}`;
}
