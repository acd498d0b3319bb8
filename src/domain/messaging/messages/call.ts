/**
 * A call that is over. `missed`: nobody took it, or it broke off before anybody could talk; `rejected`: it was declined;
 * `ended`: both have talked.
 */
export type WhatsAppCall = { readonly outcome: 'missed' | 'rejected' | 'ended'; readonly seconds?: number };

/** What stands for it in the conversation. Our words, not the patient's. */
export function callText({ outcome, seconds }: WhatsAppCall, isByClinic: boolean): string {
  const subject = isByClinic ? 'Ligação da clínica' : 'Ligação';
  switch (outcome) {
    case 'missed':
      return isByClinic ? `${subject} não atendida` : `${subject} perdida`;
    case 'rejected':
      return `${subject} recusada`;
    case 'ended':
      return `${subject} atendida${seconds === undefined ? '' : ` (${length(seconds)})`}`;
  }
}

/** `45 s`, `2 min`, `1 h 5 min`: what it says is exact up to an hour. */
function length(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const parts =
    seconds < 3_600
      ? [minutes > 0 && `${minutes} min`, (seconds % 60 > 0 || minutes === 0) && `${seconds % 60} s`]
      : [`${Math.floor(minutes / 60)} h`, minutes % 60 > 0 && `${minutes % 60} min`];
  return parts.filter((part) => part !== false).join(' ');
}
