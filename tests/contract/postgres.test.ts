import { afterAll, beforeAll } from 'vitest';
import { openContractDatabase, type ContractDatabase } from './contract-database.ts';
import { modelsContract } from './models.contract.ts';
import { storesContract } from './stores.contract.ts';

let database: ContractDatabase;
beforeAll(async () => {
  database = await openContractDatabase(10);
});
afterAll(() => database.drop());

const make = () => database.harness();
storesContract(make);
modelsContract(make, 15);
