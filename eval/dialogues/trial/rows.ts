import { given } from '../../../src/domain/given.ts';
import type { Category, Dialogue, Goal } from '../../dialogue.ts';

type Clinic = Dialogue['clinic'];

/** One message each, which must end as all of them do, and as is said of it. */
export const rows = (
  category: Category,
  ends: Dialogue['ends'],
  all: readonly (readonly [clinic: Clinic, says: string, more?: Dialogue['ends']])[],
): readonly Dialogue[] =>
  all.map(([clinic, says, more]) => ({
    ...{ id: slug(says), category, clinic, says: [says] },
    ends: { ...ends, ...more },
  }));

/** One message each, from which a visit comes. */
export const wanted = (
  all: readonly (readonly [clinic: Clinic, service: string, says: string, when: string])[],
): readonly Dialogue[] =>
  booked(all.map(([clinic, service, says, when]) => [clinic, [says], { service, when }, {}]));

type Wanted = Omit<Goal, 'act'> & { readonly service: string };

export const booked = (
  all: readonly (readonly [clinic: Clinic, says: readonly string[], goal: Wanted, more: Dialogue['ends']])[],
): readonly Dialogue[] =>
  all.map(([clinic, says, goal, more]) => {
    const { service, with: who, on, from, to } = goal;
    const where = { service, ...given({ with: who, on, from, to }) };
    return {
      ...{ id: slug(says.join(' / ')), category: 'booking', clinic, says, goal: { act: 'book', ...goal } },
      ends: { booked: [where], ...more },
    };
  });

const slug = (text: string) => text.slice(0, 60);
