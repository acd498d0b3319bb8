import { startBenchPostgres } from '../../database.ts';
import { acknowledgedBesideWork } from './acknowledged.ts';
import { compareNewcomers } from './newcomers.ts';

/**
 * Whether new people and a backlog slow down what Meta waits for: new beside known senders, and acknowledgements with and
 * without due turns in the same process. `tree` is the folder of another version of the product, measured instead.
 */
export async function benchBacklog(tree?: string): Promise<void> {
  const postgres = await startBenchPostgres();
  try {
    await compareNewcomers(postgres, tree);
    await acknowledgedBesideWork(postgres, tree);
  } finally {
    await postgres.stop();
  }
}
