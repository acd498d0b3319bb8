import type { HandoverReason } from './answer.ts';

/**
 * Whether the assistant keeps silent until a human has answered. A wish only waits for the agenda: whoever asks the way
 * at night is still answered.
 */
export function silencesAssistant(reason: HandoverReason): boolean {
  switch (reason) {
    case 'booking-wish':
      return false;
    case 'asked-for-human':
    case 'not-understood':
    case 'emergency':
    case 'complaint':
      return true;
  }
}
