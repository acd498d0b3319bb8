/** Something missing or contradictory in what the clinic saved, as a sentence for the person who saved it. */
export type ContextFinding = {
  /** Where in the document, e.g. `servicos.exames[0].preco_particular`. */
  readonly path: string;
  /** Brazilian Portuguese. */
  readonly message: string;
};
