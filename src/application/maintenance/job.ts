/** Work that is done now and then. It may be repeated, and done by several processes at once. */
export type MaintenanceJob = {
  readonly name: string;
  readonly everyMs: number;
  /** `stillWanted` turns false when the process stops: a long round ends early then. */
  readonly run: (stillWanted: () => boolean) => Promise<void>;
};
