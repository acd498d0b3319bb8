import { memoryHarness } from './memory-harness.ts';
import { storesContract } from './stores.contract.ts';

storesContract(memoryHarness);
