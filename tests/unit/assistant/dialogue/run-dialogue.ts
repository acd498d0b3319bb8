import { bookingTalk, type FreeTime } from '../booking-talk.ts';
import { clinics } from './clinics.ts';
import type { TrialDialogue } from './dialogues.ts';

const dates = [
  '2026-11-25',
  '2026-11-26',
  '2026-11-27',
  '2026-11-30',
  '2026-12-01',
  '2026-12-02',
  '2026-12-03',
  '2026-12-04',
  '2026-12-07',
];
const hours = ['08:00', '09:30', '11:00', '13:30', '15:00', '16:30'];

/** Every professional is free at the same times, on all workdays. */
function freeTimes({ professionals, services }: (typeof clinics)[keyof typeof clinics]): readonly FreeTime[] {
  const ids = professionals.length > 0 ? professionals.map(({ id }) => id) : [''];
  const ofWho = (id: string) =>
    services
      .filter(({ professionalIds }) => id === '' || professionalIds.includes(id))
      .map((each) => each.id);
  return ids.flatMap((professionalId) =>
    dates.flatMap((date) =>
      hours.map((hour) => ({ at: `${date} ${hour}`, professionalId, serviceIds: ofWho(professionalId) })),
    ),
  );
}

/** What a booking asks for on its way. */
const asksFurther = /Próximos horários|Qual dia|com quem você prefere|Qual atendimento você quer marcar/;

/** Why a dialogue is no success; empty when it is one. */
export async function flawsOf(dialogue: TrialDialogue): Promise<readonly string[]> {
  const context = clinics[dialogue.at];
  const talk = bookingTalk({ context, free: freeTimes(context) });
  for (const text of dialogue.turns) await talk.say(text);
  const { text, titles } = talk;
  const said = [text, ...titles].join('\n');
  const handover = talk.last.handover?.reason ?? 'none';
  const times = titles.flatMap((title) => /\d{2}[:h]\d{2}/.exec(title)?.[0] ?? []);
  const isReached = times.length > 0 || talk.holds.length > 0 || asksFurther.test(said);
  return [
    ...(dialogue.says ?? []).filter((sign) => !sign.test(said)).map((sign) => `does not say ${String(sign)}`),
    ...(dialogue.never ?? []).filter((sign) => sign.test(said)).map((sign) => `says ${String(sign)}`),
    ...(dialogue.handover !== undefined && handover !== dialogue.handover ? [`handover ${handover}`] : []),
    ...(dialogue.reaches && !isReached ? ['reaches no time'] : []),
    ...(dialogue.offers && (times.length === 0 || times.some((time) => !dialogue.offers?.test(time)))
      ? [`offers ${times.join(' ') || 'nothing'}`]
      : []),
  ].map((flaw) => `${flaw} | ${said.replace(/\n+/g, ' / ').slice(0, 260)}`);
}
