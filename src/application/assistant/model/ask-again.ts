import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import { localTime } from '../../../domain/clinic/local-time.ts';
import type { ModelLimits } from '../../../domain/assistant/model/model-limits.ts';
import { priceOf } from '../../../domain/assistant/model/model-prices.ts';
import { ModelNotOffered } from '../../../domain/assistant/model/turn-record-errors.ts';
import type { TurnTimes } from '../../../domain/messaging/turn.ts';
import type { TurnTime } from '../../ports/assistant/assistant.ts';
import type { GuidedDialogue } from '../../ports/assistant/guided-dialogue.ts';
import type { LanguageModel } from '../../ports/assistant/language-model.ts';
import type { Clock } from '../../ports/system/clock.ts';
import type { Randomness } from '../../ports/system/randomness.ts';
import type { Secrets } from '../../ports/system/secrets.ts';
import type { Timers } from '../../ports/system/timers.ts';
import { limitedTime } from '../turn-time.ts';
import type { makeModelAssistant } from './model-assistant.ts';
import type { ModelAccess } from './model-access.ts';

/** Who speaks while a turn is run again, and how much time it has. */
export type WhoAnswers = {
  readonly needs: Parameters<typeof makeModelAssistant>[0];
  readonly time: TurnTime;
  readonly close: () => void;
};

export type AskAgainNeeds = {
  guided: GuidedDialogue;
  secrets: Pick<Secrets, 'digest'>;
  modelLimits: ModelLimits;
  /** Absent where no provider is configured. */
  languageModel: LanguageModel | undefined;
  modelAccess: ModelAccess;
  timers: Timers;
  randomness: Randomness;
  clock: Clock;
  turnTimes: TurnTimes;
};

/** A trial is no turn of a patient. */
export const uncounted = { modelAsked: () => undefined, modelTurn: () => undefined };

/**
 * Another model, within the limits and the day budget of the clinic. How it answers says nothing of the provider: a
 * mistyped name must not silence the assistant. @throws ModelNotOffered
 */
export async function askAgain(
  needs: AskAgainNeeds,
  { context, model }: { readonly context: ClinicContext; readonly model: string },
): Promise<WhoAnswers> {
  const { languageModel, clock, turnTimes, guided, secrets, modelLimits, timers, randomness } = needs;
  const day = localTime(context.timeZone, clock.now()).date;
  const granted = await needs.modelAccess({ clinicId: context.clinicId, day });
  if (languageModel === undefined || granted === undefined) throw new ModelNotOffered();
  const time = limitedTime(timers, turnTimes.deadlineMs);
  return {
    needs: {
      ...{ guided, secrets, modelLimits, languageModel, timers, randomness, telemetry: uncounted },
      modelAccess: async () => ({
        model,
        price: priceOf(model),
        begin: (estimate) => granted.begin(estimate),
        end: (used) => granted.end(used, []),
      }),
    },
    time,
    close: () => time.close(),
  };
}
