import { storeContracts, storesContract, type Concept } from './contracts/stores.contract.ts';
import { memoryHarness } from './harness/memory-harness.ts';

for (const concept of Object.keys(storeContracts) as Concept[]) storesContract(concept, memoryHarness);
