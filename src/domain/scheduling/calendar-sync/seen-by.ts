import type { EventVerdict } from '../calendar-event.ts';
import type { Look } from './looks.ts';

/** What each command may find, unless a call fails. */
export type SeenBy = {
  'read-event': EventVerdict | 'absent';
  'ask-free-busy': 'free' | 'taken' | 'unknown';
  /** Whether the event may stay; see `stays`. */
  'list-events': 'yes' | 'no' | 'unclear' | 'not-shown';
  'record-event': 'recorded' | 'changed';
  'insert-event': 'inserted' | 'duplicate';
  'delete-event': 'removed' | 'gone';
  'check-calendar': 'readable';
  'look-at-event': Look;
  /** `moving`: there is an open request to move it elsewhere. */
  'follow-event': 'followed' | 'taken' | 'moving' | 'changed';
  'put-back': 'put-back' | 'changed';
  'remove-found': 'removed' | 'gone';
  'count-leaving-events': 'some' | 'none';
};
