/** Numbers in [0, 1), for jitter. */
export interface Randomness {
  next(): number;
}
