import { alertsContract } from './alerts.contract.ts';
import { appointmentChangesContract } from './appointment-changes.contract.ts';
import { appointmentSyncContract } from './appointment-sync.contract.ts';
import { clinicCalendarsContract } from './clinic-calendars.contract.ts';
import { clinicsContract } from './clinics.contract.ts';
import { conversationsContract } from './conversations.contract.ts';
import { deliveryLogContract } from './delivery-log.contract.ts';
import { googleConnectionsContract } from './google-connections.contract.ts';
import { googleRevocationsContract } from './google-revocations.contract.ts';
import type { MakeHarness } from './harness.ts';
import { humanActsContract } from './human-acts.contract.ts';
import { identityChangesContract } from './identity-changes.contract.ts';
import { inboxContract } from './inbox.contract.ts';
import { oauthStatesContract } from './oauth-states.contract.ts';
import { outboxContract } from './outbox.contract.ts';
import { parkedItemsContract } from './parked-items.contract.ts';
import { peopleContract } from './people.contract.ts';
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
  conversationsContract(make);
  humanActsContract(make);
  deliveryLogContract(make);
  googleConnectionsContract(make);
  googleRevocationsContract(make);
  identityChangesContract(make);
  inboxContract(make);
  oauthStatesContract(make);
  outboxContract(make);
  parkedItemsContract(make);
  peopleContract(make);
  sealedTokensContract(make);
  turnEffectsContract(make);
  turnsContract(make);
}
