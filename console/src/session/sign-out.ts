import { client } from '../client.ts';
import { forgetDrafts } from '../conversation/drafts.ts';

/** Nobody waits longer for the end of pushes: a push service, or the browser, may not answer at all. */
const farewellMs = 3_000;
const endMs = 10_000;

/** Nothing of a patient stays in the browser. */
export async function signOut(): Promise<void> {
  forgetDrafts();
  if (localStorage.getItem('atende-push') !== null)
    await Promise.race([
      import('../notices/push/push.ts').then(({ endPush }) => endPush()).catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, farewellMs)),
    ]);
  await client.endSession({ signal: AbortSignal.timeout(endMs) }).catch(() => undefined);
  location.assign('/console');
}
