import { client } from '../../client.ts';

/** Nothing typed for so long: no longer writing. */
const pauseMs = 5_000;
const writingAgainMs = 3_000;
/** A newcomer is answered, so that they need not wait for the next round; not more often than this. */
const answerMs = 1_500;

type Doing = 'reading' | 'writing' | 'left';

/** Says what this person does in one conversation, no more often than it takes to be believed. */
export function presenceTeller(clinicId: string, conversationId: string) {
  let doing: Doing = 'left';
  let saidAt = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  const say = (now: Doing) => {
    if (now !== 'writing') clearTimeout(pause);
    doing = now;
    saidAt = Date.now();
    // the next one comes soon, and nothing depends on it
    client.sharePresence({ clinicId, conversationId, body: { doing: now } }).catch(() => undefined);
  };
  const again = () => say(doing === 'writing' ? 'writing' : 'reading');
  return {
    /** It is open and in sight. */
    again,
    /** Somebody has come. */
    answer() {
      if (doing !== 'left' && Date.now() - saidAt > answerMs) again();
    },
    typed() {
      clearTimeout(pause);
      pause = setTimeout(() => say('reading'), pauseMs);
      if (doing !== 'writing' || Date.now() - saidAt >= writingAgainMs) say('writing');
    },
    sent() {
      if (doing === 'writing') say('reading');
    },
    /** Closed, or out of sight. */
    leave: () => say('left'),
  };
}
