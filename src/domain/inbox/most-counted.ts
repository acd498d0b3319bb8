/** A list with more conversations is said to have so many: counting them takes longer than the number is worth. */
export const mostCounted = 1_000;
