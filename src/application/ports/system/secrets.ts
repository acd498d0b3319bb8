/** Random values that nobody can guess, and one-way names for them. */
export interface Secrets {
  /** 256 random bits, base64url without padding: 43 characters, as PKCE and states need them. */
  next(): string;
  /** SHA-256, base64url without padding: a PKCE S256 challenge, or the name of a secret in a table. */
  digest(secret: string): string;
  /** Whether the digest is that of the secret; takes as long for a wrong one. */
  matches(secret: string, digest: string): boolean;
}
