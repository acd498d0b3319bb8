import { describe, expect, it } from 'vitest';
import { isDeep } from '../../support/depth.ts';
import { explore } from '../../support/interleavings/explore.ts';
import { takeoverRun, type Story } from '../../support/interleavings/takeover-run.ts';
import { withoutFenceAtCommit, withoutLookBeforeSend } from '../../support/interleavings/without-epoch.ts';

const bound: Omit<Story, 'people'> = {
  workers: 2,
  senders: 1,
  writes: 1,
  expiries: 1,
  // a process that is never let again is as good as killed: deaths alone add states, and no ways
  kills: 0,
  looks: 1,
};
/** With one message of the patient less, and each in a tenth of the time. */
const shorter = (story: Story): Story => ({ ...story, writes: 0 });
const everyStory: readonly Story[] = [
  { ...bound, people: ['take over'], senders: 2 },
  { ...bound, people: ['reply'] },
  { ...bound, people: ['write on their phone'] },
  { ...bound, people: ['take over', 'return'] },
  { ...bound, people: ['take over'], hands: 1 },
  { ...bound, people: ['reply'], hands: 2 },
  { ...bound, people: ['take over'], workers: 1, senders: 2, writes: 0, kills: 1 },
];
const stories = isDeep ? everyStory : everyStory.map((one) => (one.kills > 0 ? one : shorter(one)));
const most = 50_000;

describe('in every order in which a patient, two workers, two senders, people and time can act', () => {
  it.each(stories.map((story) => [story.people.join(', then '), story.kills, story] as const))(
    'nothing of the assistant goes out once people %s, but what Meta had already (%i processes die)',
    async (people, _, story) => {
      const { states, ends, steps, counterexample } = await explore(() => takeoverRun(story), most);
      console.log(`people ${people}: ${states} states, ${ends} ends, ${steps} steps`);
      expect(counterexample).toBeUndefined();
      expect(states).toBeGreaterThan(100);
    },
    120_000,
  );

  it('an answer that commits although people have acted since is found', async () => {
    const { counterexample } = await explore(
      () => takeoverRun({ ...bound, people: ['take over', 'return'], without: withoutFenceAtCommit }),
      most,
    );
    expect(counterexample?.breach).toMatch(/begun before people acted/);
  });

  it('a message that goes out without a last look at what people have done is found', async () => {
    const { counterexample } = await explore(
      () => takeoverRun({ ...bound, people: ['take over'], without: withoutLookBeforeSend }),
      most,
    );
    expect(counterexample?.breach).toMatch(/begun before people acted/);
  });
});
