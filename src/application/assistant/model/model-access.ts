import {
  admit,
  afterFailure,
  closedCircuit,
  type ProviderCircuit,
} from '../../../domain/assistant/model/circuit.ts';
import { isNearLimit, type DayLimits, type ModelUse } from '../../../domain/assistant/model/day-budget.ts';
import { priceOf, type ModelPrice } from '../../../domain/assistant/model/model-prices.ts';
import type { RecordedStep, WhyGuided } from '../../../domain/assistant/model/turn-record.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ClinicAssistants } from '../../ports/assistant/clinic-assistants.ts';
import type { ModelSpending, SpendingDay } from '../../ports/assistant/model-spending.ts';
import type { Alerts } from '../../ports/operations/alerts.ts';
import type { Clock } from '../../ports/system/clock.ts';
import type { Timers } from '../../ports/system/timers.ts';

/** The model that clinics are given unless they name another, and what they may spend. */
export type ModelOffer = {
  readonly model: string;
  /** Of that model, where our own list does not know it. */
  readonly price?: ModelPrice;
  readonly dayLimits: DayLimits;
};

/** A model for one turn. */
export type GrantedModel = {
  readonly model: string;
  readonly price: ModelPrice | undefined;
  /** Sets the estimated use aside; otherwise why the model may not be asked now. */
  begin(estimate: ModelUse): Promise<WhyGuided | undefined>;
  /** Settles what was set aside, and learns from how the provider answered. */
  end(used: ModelUse & { readonly isPriced: boolean }, steps: readonly RecordedStep[]): Promise<void>;
};

/** The model of a clinic on one of its days; `undefined` where it wants none. */
export type ModelAccess = (on: SpendingDay) => Promise<GrantedModel | undefined>;

type Needs = {
  clinicAssistants: Pick<ClinicAssistants, 'get'>;
  modelSpending: ModelSpending;
  modelOffer: ModelOffer | undefined;
  alerts: Pick<Alerts, 'open'>;
  clock: Clock;
  timers: Pick<Timers, 'elapsed'>;
};

export function makeModelAccess(needs: Needs): ModelAccess {
  const { clinicAssistants, modelSpending, modelOffer, alerts, clock, timers } = needs;
  /** Per model, as this process has seen its provider. */
  const circuits = new Map<string, ProviderCircuit>();

  return async (on) => {
    if (modelOffer === undefined) return undefined;
    const wanted = await clinicAssistants.get(on.clinicId);
    if (!wanted.usesModel) return undefined;
    const model = wanted.model ?? modelOffer.model;
    const limits = {
      ...modelOffer.dayLimits,
      microdollars: wanted.dayMicrodollars ?? modelOffer.dayLimits.microdollars,
    };
    let reserved: ModelUse | undefined;
    return {
      model,
      price: priceOf(model) ?? (model === modelOffer.model ? modelOffer.price : undefined),

      async begin(estimate) {
        if (!mayAsk(model)) return 'provider-rests';
        if (!(await modelSpending.reserve(on, estimate, limits))) {
          await alertOfBudget(
            on.clinicId,
            'The day budget of the model is used up; the guided dialogue answers',
          );
          return 'day-budget';
        }
        reserved = estimate;
        return undefined;
      },

      async end(used, steps) {
        for (const step of steps) await learn(model, step);
        if (reserved === undefined) return;
        const day = await modelSpending.settle(on, reserved, used);
        reserved = undefined;
        if (isNearLimit(day, limits))
          await alertOfBudget(on.clinicId, 'Four fifths of the day budget of the model are used');
      },
    };
  };

  function mayAsk(model: string): boolean {
    const { isAdmitted, circuit } = admit(circuits.get(model) ?? closedCircuit, timers.elapsed());
    circuits.set(model, circuit);
    return isAdmitted;
  }

  async function learn(model: string, { end, retryAfterMs, wasBrokenOff }: RecordedStep): Promise<void> {
    if (wasBrokenOff === true) return;
    if (end === 'said' || end === 'calls' || end === 'cut') {
      circuits.set(model, closedCircuit);
      return;
    }
    const circuit = circuits.get(model) ?? closedCircuit;
    circuits.set(model, afterFailure(circuit, end, timers.elapsed(), retryAfterMs));
    if (end === 'key-refused' || end === 'quota-exhausted' || end === 'unknown-model')
      await alerts.open(
        { kind: 'model-refused', subject: end },
        'The provider of the language model refuses',
        clock.now(),
      );
  }

  async function alertOfBudget(clinicId: ClinicId, message: string): Promise<void> {
    await alerts.open({ clinicId, kind: 'model-budget', subject: 'day' }, message, clock.now());
  }
}
