import { human, mainMenu } from '../replies/menu.ts';
import type { Reply, Situation } from '../reply.ts';
import { nearReadings } from '../understanding/near-readings.ts';
import type { Topic } from '../understanding/topic.ts';
import type { Understanding } from '../understanding/understand.ts';

/** What is to become of an appointment is tapped beside it. */
const ofOwn: ReadonlySet<Topic> = new Set(['own-booking', 'change-booking', 'confirm-booking']);

const idOf = (topic: Topic): string =>
  topic === 'booking' ? 'book' : ofOwn.has(topic) ? 'mine' : `topic:${topic}`;

/**
 * Words that were not understood, and yet hold what patients say of two matters: asked back with both, to be tapped, in
 * place of a guess or the whole menu. `undefined` where they point nowhere that this clinic tells about.
 */
export function askWhich({ marked }: Understanding, { context, agenda }: Situation): Reply | undefined {
  const { rows } = mainMenu(context, agenda !== undefined);
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  const ids = nearReadings(marked, (topic) => (titles.has(idOf(topic)) ? idOf(topic) : undefined));
  if (ids === undefined) return undefined;
  const choices = ids.map((id) => ({ id, title: titles.get(id) ?? '' }));
  const [one, other] = choices.map(({ title }) => `*${title.toLowerCase()}*`);
  return {
    text: `Não sei se entendi. É sobre ${one} ou ${other}? 👇`,
    menu: { button: 'Ver opções', rows: [...choices, human] },
  };
}
