import type { Secrets } from '../../../application/ports/system/secrets.ts';

/** The same in every run; a digest shows what it was made of. */
export function memorySecrets(): Secrets {
  let made = 0;
  return {
    next: () => `secret-${(made += 1)}`,
    digest: (secret) => `digest(${secret})`,
    matches: (secret, digest) => digest === `digest(${secret})`,
  };
}
