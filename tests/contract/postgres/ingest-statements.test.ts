import type { ClientBase } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { rememberPlacements } from '../../../src/application/messaging/remembered-placements.ts';
import { makeStoreMessages } from '../../../src/application/messaging/store-messages.ts';
import type { RoutedMessage } from '../../../src/application/messaging/routed-message.ts';
import type { Sighting } from '../../../src/domain/messaging/people/contact-identity.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import { aClinicWithNumber, policy } from '../harness/steps.ts';

let database: ContractDatabase;
/** What ingest has sent, and how often it waited for an answer before it sent more. */
const sent: string[] = [];
let roundTrips = 0;

beforeAll(async () => {
  database = await openContractDatabase();
  database.ingest.on('connect', count);
});
afterAll(() => database.drop());

type Query = (...given: readonly unknown[]) => Promise<unknown>;

function count(client: ClientBase): void {
  const query = client.query.bind(client) as unknown as Query;
  let onTheWay = 0;
  const counted: Query = (...given) => {
    const [first] = given as [string | { readonly name?: string; readonly text: string }];
    sent.push(typeof first === 'string' ? (first.split(';')[0] ?? '') : (first.name ?? first.text));
    if (onTheWay === 0) roundTrips += 1;
    onTheWay += 1;
    return query(...given).finally(() => (onTheWay -= 1));
  };
  client.query = counted as unknown as typeof client.query;
}

/** One process of ingest: what it sends for each batch. */
let stores: (batch: readonly RoutedMessage[]) => Promise<{ statements: readonly string[]; trips: number }>;
let clinics: readonly Awaited<ReturnType<typeof aClinicWithNumber>>[];

beforeEach(async () => {
  const harness = await database.harness();
  clinics = [await aClinicWithNumber(harness), await aClinicWithNumber(harness)];
  const storeMessages = makeStoreMessages({
    ...harness.stores,
    ...{ ids: harness.ids, erasureKeys: harness.erasureKeys, clock: harness },
    placements: rememberPlacements(1_000),
    turnPolicy: policy,
  });
  stores = async (batch) => {
    sent.length = 0;
    roundTrips = 0;
    const outcomes = await storeMessages(batch);
    expect(new Set(outcomes)).toEqual(new Set(['stored']));
    return { statements: [...sent], trips: roundTrips };
  };
});

/** A message of each, to the clinics in turn. */
const messagesOf = (people: readonly Sighting[]): readonly RoutedMessage[] =>
  people.map((person, n) => ({
    number: clinics[n % clinics.length]!.number,
    message: aMessage({ person }),
    requestId: 'r',
  }));
const somePeople = (count: number): readonly Sighting[] =>
  Array.from({ length: count }, (_, n) => ({
    phone: phone(`5547999${String(900_000 + n)}`),
    bsuid: `BR.${n}`,
    profileName: `Paciente ${n}`,
  }));

it.each([1, 60])(
  'a batch of %d new people of several clinics costs seven statements in four round trips',
  async (count) => {
    const { statements, trips } = await stores(messagesOf(somePeople(count)));
    expect(statements).toEqual([
      'begin',
      'lock-identities',
      'erased-keys',
      'people-known',
      'admit-people',
      'commit',
      'append-messages',
    ]);
    expect(trips).toBe(4);
  },
);

it('a batch of known people costs one statement, be they one or many', async () => {
  const people = somePeople(60);
  await stores(messagesOf(people));
  expect(await stores(messagesOf(people))).toEqual({ statements: ['append-messages'], trips: 1 });
  const [one] = messagesOf(people);
  expect(await stores([one!])).toEqual({ statements: ['append-messages'], trips: 1 });
});

it('people who changed their names cost no statement of their own', async () => {
  const people = somePeople(60);
  await stores(messagesOf(people));
  const renamed = people.map((person, n) => ({ ...person, profileName: `Outro nome ${n}` }));
  const few = await stores(messagesOf(renamed.slice(0, 2)));
  const many = await stores(messagesOf(renamed.slice(2)));
  expect(many.statements).toEqual(few.statements);
});
