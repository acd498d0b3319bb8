import { alertsContract } from './alerts.contract.ts';
import { appointmentChangesContract } from './appointment-changes.contract.ts';
import { appointmentSyncContract } from './appointment-sync.contract.ts';
import { clinicCalendarsContract } from './clinic-calendars.contract.ts';
import { clinicsContract } from './clinics.contract.ts';
import { deliveryLogContract } from './delivery-log.contract.ts';
import { erasedKeysContract } from './erased-keys.contract.ts';
import { erasuresContract } from './erasures.contract.ts';
import { googleConnectionsContract } from './google-connections.contract.ts';
import { googleRevocationsContract } from './google-revocations.contract.ts';
import type { MakeHarness } from './harness.ts';
import { identityChangesContract } from './identity-changes.contract.ts';
import { inboxContract } from './inbox.contract.ts';
import { oauthStatesContract } from './oauth-states.contract.ts';
import { outboxContract } from './outbox.contract.ts';
import { parkedContentsContract } from './parked-contents.contract.ts';
import { parkedItemsContract } from './parked-items.contract.ts';
import { patientRecordsContract } from './patient-records.contract.ts';
import { peopleContract } from './people.contract.ts';
import { retentionContract } from './retention.contract.ts';
import { sealedTokensContract } from './sealed-tokens.contract.ts';
import { turnEffectsContract } from './turn-effects.contract.ts';
import { turnsContract } from './turns.contract.ts';

/** What every technology of storage has to keep. */
export function storesContract(make: MakeHarness): void {
  alertsContract(make);
  appointmentChangesContract(make);
  appointmentSyncContract(make);
  clinicCalendarsContract(make);
  clinicsContract(make);
  deliveryLogContract(make);
  erasedKeysContract(make);
  erasuresContract(make);
  googleConnectionsContract(make);
  googleRevocationsContract(make);
  identityChangesContract(make);
  inboxContract(make);
  oauthStatesContract(make);
  outboxContract(make);
  parkedContentsContract(make);
  parkedItemsContract(make);
  patientRecordsContract(make);
  peopleContract(make);
  retentionContract(make);
  sealedTokensContract(make);
  turnEffectsContract(make);
  turnsContract(make);
}
