import type { DayLimits, DayUse, ModelUse } from '../../../domain/assistant/model/day-budget.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { LocalDate } from '../../../domain/clinic/local-time.ts';

export type SpendingDay = { readonly clinicId: ClinicId; readonly day: LocalDate };

/**
 * What models have cost each clinic on each of its days. What is set aside counts as used until it is settled; what a
 * worker that died had set aside stays used. Contract: tests/contract/contracts/assistant/model-spending.contract.ts
 */
export interface ModelSpending {
  /** Sets `use` aside if there is room under the limits, whoever else does so now. */
  reserve(on: SpendingDay, use: ModelUse, limits: DayLimits): Promise<boolean>;
  /** Puts what was really used in the place of what was set aside. The use of that day afterwards. */
  settle(
    on: SpendingDay,
    reserved: ModelUse,
    used: ModelUse & { readonly isPriced: boolean },
  ): Promise<DayUse>;
  usedOn(on: SpendingDay): Promise<DayUse>;
}
