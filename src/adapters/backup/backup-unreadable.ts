/** A file that is no backup, or not a whole one, or not ours. */
export class BackupUnreadable extends Error {
  constructor(problem: string) {
    super(`The backup ${problem}`);
    this.name = 'BackupUnreadable';
  }
}

export const isDamaged = 'is cut off, or was changed after it was made';
