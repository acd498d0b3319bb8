import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../../../src');
const postgres = join(src, 'adapters/postgres');

/** The places where clinics are crossed, and why each must. A new one is a decision: write it down here. */
const crossing: Readonly<Record<string, string>> = {
  'messaging/inbox.ts': 'a batch of webhooks is of many clinics',
  'messaging/delivery-log.ts': 'so are the statuses in it',
  'claims/rotating-claim.ts': 'runs the claims, whose places rotate over clinics',
  'fresh-plans.ts': 'runs the statements of those two, and the claims',
  'messaging/people/people.ts': 'so are the people in it; undoing a merge is one clinic’s',
  'messaging/parked-items.ts': 'whose an item is may not be known; early statuses are asked for in batches',
  'clinic/clinics.ts': 'finds the clinic of a number or of an account; reading a clinic is its own',
  'messaging/turn/turn-claims.ts': 'places rotate over clinics',
  'messaging/outbox-claims.ts': 'places rotate over clinics',
  'messaging/turns.ts':
    'claims, the time until the next, and ends of turns in batches; else it is one clinic’s',
  'messaging/sending/send-stops.ts': 'proofs that numbers of many clinics work again',
  'messaging/outbox.ts': 'claims and the time until the next; what follows a claim is one clinic’s',
  'messaging/outbox-settlement.ts': 'settles sends in batches; what it learns from one is its clinic’s',
  'messaging/sending/send-pacing.ts': 'takes places for the sends of many numbers in batches',
  'messaging/views/conversation-lists.ts':
    'whom a name or a number means is looked up for one clinic, past its policy',
  'messaging/views/conversation-views.ts': 'hands the pools on to the lists',
  'messaging/views/meant-people.ts':
    'ids of one clinic, by an index that a policy would not let Postgres use',
  'messaging/views/message-search.ts':
    'no index is read by words under a policy: takes ids from one that has the clinic in every key, reads as the clinic',
  'messaging/media/media-uploads.ts': 'claims; what follows a claim is one clinic’s',
  'messaging/media/outgoing-files.ts': 'what was never sent is forgotten for all; a file is one clinic’s',
  'messaging/media/message-media.ts': 'claims, blobs to remove; what follows a claim is one clinic’s',
  'messaging/media/voice-notes.ts': 'claims; what follows a claim is one clinic’s',
  'connection/google-connections.ts': 'claims; connections of one Google account share one grant',
  'connection/google-renewal-claims.ts':
    'places rotate over clinics; claiming one connection is its clinic’s',
  'connection/save-google-connection.ts':
    'a grant that lives again ends the revocations of its other clinics',
  'connection/disconnect-google.ts': 'a grant ends with the last clinic that has it',
  'connection/google-revocations.ts': 'claims, and forgets what is over; the rest is one clinic’s',
  'connection/oauth-states.ts': 'forgets what has expired; a consent is one clinic’s',
  'connection/number-healths.ts': 'claims what is due, and shows the operator what is in trouble',
  'connection/whatsapp-onboardings.ts': 'claims what is due, and ends what nobody chose',
  'connection/whatsapp-secrets.ts': 'who may sign is asked of all numbers; a secret is changed as its clinic',
  'connection/sealed-tokens.ts': 'keys are rotated for all; a secret is replaced as its clinic',
  'scheduling/appointments.ts': 'claims and the time until the next; the book is one clinic’s',
  'scheduling/event-texts.ts': 'claims and the time until the next; what is settled is one clinic’s',
  'scheduling/reminders.ts': 'claims and the time until the next; what is decided is one clinic’s',
  'scheduling/calendar-feeds.ts': 'claims and the time until the next; what is settled is one clinic’s',
  'scheduling/calendar-channels.ts':
    'whose a channel is that a message names is known when it is found; what is left',
  'scheduling/appointment-claims.ts': 'places rotate over clinics',
  'operations/alert-plans.ts': 'an alert is told to its clinic and to the installation',
  'operations/alert-deliveries.ts': 'claims of all destinations, the installation’s among them',
  'operations/alert-destinations.ts': 'those of the installation; a clinic’s are its own',
  'operations/push-notices.ts': 'who waits anywhere, and claims; what is planned and settled is one clinic’s',
  'operations/objective-tallies.ts': 'what a process has counted of all; a clinic reads its own',
  'operations/alerts.ts': 'conditions of the whole installation, and counts; a clinic’s condition is its own',
  'access/visible-clinics.ts':
    'whoever reaches several clinics lists what is in them; the statement names them',
  'access/audit-trail.ts': 'what concerns the installation; finishes an entry by its id',
  'access/api-keys.ts': 'whose a key is that somebody shows is known when it is found',
  'access/clinic-members.ts': 'the clinics of a person',
  'access/browser-sessions.ts': 'whose a session is that a browser shows is known when it is found',
  'access/push-subscriptions.ts': 'forgets what has ended; a browser is subscribed as its clinic',
  'access/invitations.ts': 'which clinics have invited an address',
  'clinic/clinic-numbers.ts': 'whether a number is free',
  'clinic/clinic-registry.ts':
    'a clinic that is being made is nobody’s yet; which ones are connected is asked of all',
  'access/idempotent-requests.ts': 'requests about no clinic; forgets what is old',
  'access/request-budgets.ts': 'callers of all clinics share the rates of the API',
  'privacy/erasures.ts':
    'what the journal holds, and what is unfinished, is of all clinics; erasing and its record are one clinic’s',
  'privacy/erased-keys.ts':
    'what arrives in one batch, what the journal holds and what is forgotten by age, is of many',
  'privacy/parked-contents.ts': 'what came to a number before its clinic was registered is nobody’s row',
  'privacy/retention.ts':
    'whose messages end is asked of all, and parked items of nobody end by age; a clinic’s wish, and what it deletes, is its own',
  'messaging/conversation-events.ts': 'news of all clinics are told on one channel, as ids; sees no rows',
  'operations/backlog.ts': 'counts for the operator',
  'operations/work-status.ts': 'which clinics are stopped; a conversation is its clinic’s',
  'operations/program-sessions.ts': 'looks which programs are connected; sees no rows',
  'clinic/register-clinic.ts': 'a clinic that is being made is nobody’s yet',
  'listening.ts': 'one connection hears the news of all clinics; sees no rows',
  'schema/migrate.ts': 'reads the names of migrations',
  'schema/verify-isolation.ts': 'looks whether the role is bound',
  'schema/isolation-holes.ts': 'reads the catalog, and names the roles it looks for',
  // the seam itself
  'connection.ts': 'makes a connection one of a role',
  'pool.ts': 'opens the pools',
  'transaction.ts': 'transactions of either kind',
  'statement-batches.ts':
    'claimed work of many clinics in one statement, whose entries name clinic and key; one alone is its clinic’s',
  'stores.ts': 'hands the pools out',
  'clinic/templates.ts': 'which accounts are due to be looked through',
};

const readFolder = async (folder: string) =>
  Promise.all(
    (await readdir(folder, { recursive: true }))
      .filter((name) => name.endsWith('.ts'))
      .map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
  );

test('clinics are crossed in the named places only', async () => {
  const files = await readFolder(postgres);
  const found = files.filter(({ text }) => /\bPools?\b|atende_system/.test(text)).map(({ name }) => name);
  expect(found.sort()).toEqual(Object.keys(crossing).sort());
});

test('only the seam speaks of the setting and of roles', async () => {
  const found = (await readFolder(src))
    .filter(({ text }) =>
      /app\.clinic_id|\bset (?:local |session )?role\b(?! = excluded)|-c role|row_security\b/i.test(text),
    )
    .map(({ name }) => name);
  const speaking = [
    'connection.ts',
    // a copy that a policy would thin out fails instead
    'schema/backup/tables.ts',
    // compares policies with what they should say
    'schema/isolation-holes.ts',
    'transaction.ts',
  ];
  expect(found.sort()).toEqual(speaking.map((name) => `adapters/postgres/${name}`));
});
