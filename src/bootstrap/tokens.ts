import type { ServiceIdentifier } from 'inversify';
import type { Pool } from 'pg';
import type { Pools } from '../adapters/postgres/pool.ts';
import type { Registry } from 'prom-client';
import type { AnswerPatient } from '../application/messaging/answer-patient.ts';
import type { DeliverMessage } from '../application/messaging/deliver-message.ts';
import type { IngestMessage } from '../application/messaging/ingest-message.ts';
import type { ReactToAccountNews } from '../application/messaging/react-to-account-news.ts';
import type { ReplayParkedItems } from '../application/messaging/replay-parked-items.ts';
import type { StoreMessages } from '../application/messaging/store-messages.ts';
import type { ResolveClinicContext } from '../application/clinic/resolve-clinic-context.ts';
import type { Alerts } from '../application/ports/alerts.ts';
import type { Assistant } from '../application/ports/assistant.ts';
import type { Backlog } from '../application/ports/backlog.ts';
import type { Clinics } from '../application/ports/clinics.ts';
import type { Clock } from '../application/ports/clock.ts';
import type { DeliveryLog } from '../application/ports/delivery-log.ts';
import type { Ids } from '../application/ports/ids.ts';
import type { Inbox } from '../application/ports/inbox.ts';
import type { Log } from '../application/ports/log.ts';
import type { MessageSender } from '../application/ports/message-sender.ts';
import type { Outbox } from '../application/ports/outbox.ts';
import type { ParkedItems } from '../application/ports/parked-items.ts';
import type { People } from '../application/ports/people.ts';
import type { Randomness } from '../application/ports/randomness.ts';
import type { Telemetry } from '../application/ports/telemetry.ts';
import type { Turns } from '../application/ports/turns.ts';
import type { WebhookReader } from '../application/ports/webhook-reader.ts';

/** A key that carries the type of what it stands for. */
const token = <T>(name: string): ServiceIdentifier<T> => Symbol(name);

export const tokens = {
  pools: token<Pools>('Pools'),
  ingestPool: token<Pool>('IngestPool'),
  registry: token<Registry>('Registry'),
  log: token<Log>('Log'),
  clock: token<Clock>('Clock'),
  ids: token<Ids>('Ids'),
  randomness: token<Randomness>('Randomness'),
  telemetry: token<Telemetry>('Telemetry'),
  backlog: token<Backlog>('Backlog'),
  clinics: token<Clinics>('Clinics'),
  people: token<People>('People'),
  inbox: token<Inbox>('Inbox'),
  deliveryLog: token<DeliveryLog>('DeliveryLog'),
  parkedItems: token<ParkedItems>('ParkedItems'),
  turns: token<Turns>('Turns'),
  outbox: token<Outbox>('Outbox'),
  alerts: token<Alerts>('Alerts'),
  assistant: token<Assistant>('Assistant'),
  sender: token<MessageSender>('MessageSender'),
  webhookReader: token<WebhookReader>('WebhookReader'),
  storeMessages: token<StoreMessages>('StoreMessages'),
  reactToAccountNews: token<ReactToAccountNews>('ReactToAccountNews'),
  ingestMessage: token<IngestMessage>('IngestMessage'),
  replayParkedItems: token<ReplayParkedItems>('ReplayParkedItems'),
  resolveClinicContext: token<ResolveClinicContext>('ResolveClinicContext'),
  answerPatient: token<AnswerPatient>('AnswerPatient'),
  deliverMessage: token<DeliverMessage>('DeliverMessage'),
};
