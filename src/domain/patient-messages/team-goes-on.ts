import type { ClinicContext } from '../clinic/clinic-context.ts';
import type { LocalDate } from '../clinic/local-time.ts';
import type { OpenState } from '../clinic/opening-hours.ts';
import { clock, dayPhrase } from '../language/phrasing.ts';
import type { Choice } from '../messaging/message.ts';

export const talkToTeam: Choice = { id: 'human', title: 'Falar com a equipe' };

type OpeningState = { readonly open: OpenState; readonly today: LocalDate; readonly context: ClinicContext };

/** Who goes on and when; no minute is promised that nobody has agreed to. */
export function teamGoesOn({ open, today, context }: OpeningState): string {
  const { phone } = context.profile;
  const call = phone === undefined ? '' : ` Se preferir, ligue para ${phone}.`;
  if (open.state === 'closed' && open.next !== undefined) {
    const { next } = open;
    const day = next.date === today ? '' : ` de ${dayPhrase(next.date, today)}`;
    return `Agora estamos ${open.isBreak ? 'em intervalo' : 'fechados'}; alguém continua com você por aqui a partir das ${clock(next.minutes)}${day}.`;
  }
  return `Alguém continua com você por aqui assim que possível.${call}`;
}
