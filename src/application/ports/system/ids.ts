/** New identifiers: uuid v7, so that later ones sort after earlier ones. */
export interface Ids {
  next(): string;
}
