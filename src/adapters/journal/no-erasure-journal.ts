import type { ErasureJournal } from '../../application/ports/privacy/erasure-journal.ts';

const problem = 'ERASURE_JOURNAL: is not open here, and an erasure that it does not hold must not be done';

/** For whoever was opened without the journal. */
export const noErasureJournal: ErasureJournal = {
  append: () => Promise.reject(new Error(problem)),
  read: () => {
    throw new Error(problem);
  },
};
