import type { Target } from './endpoints.ts';

type Count = { asked: number; done: number };
export type Requests = ReturnType<typeof countRequests>;

/** How often each endpoint was asked, and how often it did its work (whether or not the answer arrived). */
export function countRequests() {
  const counts = new Map<string, Count>();
  const refreshes = new Map<string, number>();
  const countOf = ({ endpoint, operation }: Target): Count => {
    const key = `${endpoint}.${operation}`;
    const count = counts.get(key) ?? { asked: 0, done: 0 };
    counts.set(key, count);
    return count;
  };
  return {
    asked: (target: Target) => void (countOf(target).asked += 1),
    done: (target: Target) => void (countOf(target).done += 1),
    addRefresh: (email: string) => void refreshes.set(email, (refreshes.get(email) ?? 0) + 1),
    /** By `endpoint.operation`, e.g. `events.insert`; successful refreshes by account. */
    all: () => ({
      endpoints: Object.fromEntries([...counts].map(([key, count]) => [key, { ...count }])),
      refreshes: Object.fromEntries(refreshes),
    }),
    forget(): void {
      counts.clear();
      refreshes.clear();
    },
  };
}
