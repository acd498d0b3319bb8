/**
 * `error`: what was written has no effect, so that patients may be offered what the clinic does not want. `warning`: it
 * was understood in one of several ways, or contradicts something. `notice`: something is missing.
 */
export type FindingSeverity = 'error' | 'warning' | 'notice';

/** Something missing or contradictory in what the clinic saved, as a sentence for the person who saved it. */
export type ContextFinding = {
  /** Where in the document, e.g. `servicos.exames[0].preco_particular`. */
  readonly path: string;
  readonly severity: FindingSeverity;
  /** Brazilian Portuguese. */
  readonly message: string;
};
