/** Structured log lines for driving adapters. Fields name things by id; never a token, a phone or a message body. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
