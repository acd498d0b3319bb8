/**
 * Structured log lines for driving adapters. The message is a constant; fields name things by id, and only those that the
 * logger knows are written (adapters/system/log-fields.ts): never a token, a phone or what a person wrote.
 */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
