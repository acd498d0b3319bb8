import type * as ask from './commands.ts';
import { onFailure } from './failures.ts';
import { onFailedLook } from './follow.ts';
import { seenInBook, type Observation } from './observations.ts';
import type { Decision } from './results.ts';
import { claimed, looking, states, type Answers } from './states.ts';
import type { Moment, SyncEnd, SyncFinding, SyncTask } from './task.ts';

/** The command to perform and the state that its answer is for, or the end of the attempt. */
export type SyncAnswer =
  | {
      readonly state: ask.SyncState;
      readonly command: ask.SyncCommand;
      readonly findings?: readonly SyncFinding[] | undefined;
      readonly onceDone?: readonly SyncFinding[] | undefined;
    }
  | SyncEnd;

/** The first answer, from what the book says. */
export const begin = (task: SyncTask, moment: Moment): SyncAnswer =>
  answered(task, claimed[seenInBook(task, moment.now)](task, moment));

/** What follows from what the command of this state has shown. @throws when no answer of this state is called so */
export function next(state: ask.SyncState, task: SyncTask, seen: Observation, moment: Moment): SyncAnswer {
  const looks = looking.has(state);
  if ('reason' in seen) {
    const onFailed = looks ? onFailedLook : onFailure[seen.seen];
    return answered(task, onFailed(task, moment, seen));
  }
  const answers: Partial<Answers<string>> = states[state].answers;
  const rule = answers[seen.seen];
  if (rule === undefined) throw new Error(`"${seen.seen}" does not answer the command of "${state}"`);
  const answer = answered(task, rule(task, moment), { seen, moment });
  return looks && 'result' in answer && answer.result.to !== 'again'
    ? { ...answer, hasLooked: true }
    : answer;
}

const answered = (task: SyncTask, decision: Decision, sight?: ask.Sight): SyncAnswer =>
  'result' in decision
    ? decision
    : {
        state: decision.goTo,
        command: states[decision.goTo].command(task, sight),
        findings: decision.findings,
        onceDone: decision.onceDone,
      };

/** Every answer that each state knows, beside failed calls. */
export type SeenIn = {
  readonly [State in ask.SyncState]: keyof (typeof states)[State]['answers'];
};
