import type { Pool, QueryConfig } from 'pg';
import { readWithoutClinic, type ClinicColumns } from '../../support/isolation/clinic-in-statements.ts';
import { readTables } from '../../support/isolation/tables.ts';
import { withClient } from '../../../src/adapters/postgres/connection.ts';

/**
 * Keeps the texts that a pool sends, and says which of them look for rows of clinics without naming one. Policies would
 * hide the rows of others; a database that is spread over machines by clinic could not tell where to look.
 */
export function recordStatements(pool: Pool) {
  const texts = new Set<string>();
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    client.query = ((...given: [string | QueryConfig, ...unknown[]]) => {
      const [asked] = given;
      texts.add(typeof asked === 'string' ? asked : asked.text);
      return query(...given);
    }) as typeof client.query;
  });
  return {
    async withoutClinic(url: string): Promise<readonly string[]> {
      const tables = await withClient(
        { url, role: undefined, applicationName: 'atende contract' },
        readTables,
      );
      const columns: ClinicColumns = new Map(
        tables.flatMap(({ name, clinicColumn }) =>
          clinicColumn === undefined ? [] : [[name, clinicColumn]],
        ),
      );
      return [...texts].flatMap((text) => {
        const found = readWithoutClinic(text, columns);
        return found.length === 0 ? [] : [`${found.join(', ')} in: ${text}`];
      });
    },
  };
}
