import { onPostgres } from '../harness/stores-on-postgres.ts';
import { modelsContract } from '../models/models.contract.ts';

modelsContract(onPostgres(), 15);
