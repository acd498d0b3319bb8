import { alertsContract } from './alerts.contract.ts';
import { apiKeysContract } from './api-keys.contract.ts';
import { auditTrailContract } from './audit-trail.contract.ts';
import { clinicContextsContract } from './clinic-contexts.contract.ts';
import { clinicMembersContract } from './clinic-members.contract.ts';
import { clinicNumbersContract } from './clinic-numbers.contract.ts';
import { clinicRegistryContract } from './clinic-registry.contract.ts';
import { idempotentRequestsContract } from './idempotent-requests.contract.ts';
import { requestBudgetsContract } from './request-budgets.contract.ts';
import { clinicsContract } from './clinics.contract.ts';
import { deliveryLogContract } from './delivery-log.contract.ts';
import type { MakeHarness } from './harness.ts';
import { identityChangesContract } from './identity-changes.contract.ts';
import { inboxContract } from './inbox.contract.ts';
import { outboxContract } from './outbox.contract.ts';
import { parkedItemsContract } from './parked-items.contract.ts';
import { peopleContract } from './people.contract.ts';
import { turnsContract } from './turns.contract.ts';

/** What every technology of storage has to keep. */
export function storesContract(make: MakeHarness): void {
  alertsContract(make);
  clinicsContract(make);
  requestBudgetsContract(make);
  idempotentRequestsContract(make);
  clinicRegistryContract(make);
  clinicNumbersContract(make);
  clinicMembersContract(make);
  clinicContextsContract(make);
  auditTrailContract(make);
  apiKeysContract(make);
  deliveryLogContract(make);
  identityChangesContract(make);
  inboxContract(make);
  outboxContract(make);
  parkedItemsContract(make);
  peopleContract(make);
  turnsContract(make);
}
