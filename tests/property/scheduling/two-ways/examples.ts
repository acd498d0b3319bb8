import type { Trouble } from '../troubled-world.ts';
import type { Change, Step } from './acts.ts';

type Example = [steps: Step[], planned: Trouble[], seed: number, last: Change[]];
const first = { pick: 0, place: 0 };
/** The removal is lost, and somebody moves the event to another calendar before it is tried again. */
const movedAwayWhileItGoes: Example = [
  [
    ...(['book', 'look', 'cancel-by-patient', 'book', 'book', 'book'] as const).map((act) => ({
      act,
      ...first,
    })),
    { act: 'change-calendar', pick: 0, place: 827 },
    { act: 'book', ...first },
  ],
  ['none', 'none', 'none', 'lost-undone'],
  0,
  [],
];

/** The event waits to be taken out of the former calendar, and its visit is cancelled before that. */
const cancelledOnTheWay: Example = [
  [
    ...(['book', 'look'] as const).map((act) => ({ act, ...first })),
    { act: 'change-calendar', pick: 0, place: 131 },
    { act: 'choose-calendars', pick: 0, place: 735 },
    { act: 'cancel-by-patient', ...first },
  ],
  [],
  0,
  [],
];

/** The event is to be taken out of the former calendar, and the clinic disconnects from it before that. */
const disconnectedOnTheWay: Example = [
  [
    { act: 'book', pick: 217, place: 0 },
    { act: 'choose-calendars', pick: 0, place: 398 },
    { act: 'look', ...first },
    { act: 'disconnect', ...first },
  ],
  [],
  0,
  [],
];

/** Google says that an event was dragged, and the message is lost. */
const saidToNobody: Example = [[{ act: 'book', ...first }], [], 0, [{ act: 'drag', pick: 0, place: 4 }]];

/** What is gone is not in a list of everything. */
const deletedBeforeAFullReading: Example = [
  [{ act: 'book', ...first }],
  [],
  0,
  (['delete', 'forget-sync-tokens'] as const).map((act) => ({ act, ...first })),
];

/** Ways in which they once differed. */
export const examples: Example[] = [
  movedAwayWhileItGoes,
  cancelledOnTheWay,
  disconnectedOnTheWay,
  saidToNobody,
  deletedBeforeAFullReading,
];
