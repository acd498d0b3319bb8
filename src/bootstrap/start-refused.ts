/** Why the program does not start, in one line for whoever started it: a setting or a neighbour, never a bug. */
export class StartRefused extends Error {}
