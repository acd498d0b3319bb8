import pg from 'pg';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { createTestDatabase } from './database.ts';

/** A database of its own with two clinics, for tests of what is read of one beside the other; and its owner's connection. */
export async function openTwoClinics() {
  const database = await createTestDatabase();
  const owner = new pg.Client(database.url);
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>(
    `insert into clinics (name) values ('Clínica Aurora'), ('Clínica Boreal') returning id`,
  );
  const [ours, theirs] = rows.map(({ id }) => clinicId(id));
  if (ours === undefined || theirs === undefined) throw new Error('Two clinics were to be made');
  return {
    url: database.url,
    owner,
    ours,
    theirs,
    async close() {
      await owner.end();
      await database.drop();
    },
  };
}
export type TwoClinics = Awaited<ReturnType<typeof openTwoClinics>>;
