import { isNearLimit, type ModelUse } from '../../domain/assistant/model/day-budget.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { localTime } from '../../domain/clinic/local-time.ts';
import { costOfVoice, type VoicePolicy } from '../../domain/messaging/messages/voice-policy.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { ClinicAssistant } from '../ports/assistant/clinic-assistants.ts';
import type { ModelSpending } from '../ports/assistant/model-spending.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';

type PayNeeds = {
  modelSpending: ModelSpending;
  resolveClinicContext: ResolveClinicContext;
  alerts: Pick<Alerts, 'open'>;
  clock: Clock;
  voicePolicy: VoicePolicy;
};

/** Puts what was really listened to, in ms, in the place of what was set aside. */
type Settle = (ms: number) => Promise<void>;

/**
 * Sets the price of a recording of `ms` aside, in the clinic's day budget for its model. `undefined`: there is no room
 * for it. @throws ClinicNotFound
 */
export async function payForVoice(
  { modelSpending, resolveClinicContext, alerts, clock, voicePolicy }: PayNeeds,
  {
    clinicId,
    ms,
    wanted,
  }: { readonly clinicId: ClinicId; readonly ms: number; readonly wanted: ClinicAssistant },
): Promise<Settle | undefined> {
  const { context } = await resolveClinicContext(clinicId);
  const on = { clinicId, day: localTime(context.timeZone, clock.now()).date };
  const { dayLimits } = voicePolicy;
  const limits = { ...dayLimits, microdollars: wanted.dayMicrodollars ?? dayLimits.microdollars };
  const use = (listened: number): ModelUse => ({
    microdollars: costOfVoice(listened, voicePolicy),
    tokens: 0,
  });
  const tell = (message: string) =>
    alerts.open({ clinicId, kind: 'model-budget', subject: 'day' }, message, clock.now());
  if (!(await modelSpending.reserve(on, use(ms), limits))) {
    await tell('The day budget of the model is used up; recordings are not listened to');
    return undefined;
  }
  return async (listened) => {
    const day = await modelSpending.settle(on, use(ms), { ...use(listened), isPriced: true });
    if (isNearLimit(day, limits)) await tell('Four fifths of the day budget of the model are used');
  };
}
