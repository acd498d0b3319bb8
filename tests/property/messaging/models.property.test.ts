import { memoryHarness } from '../../contract/memory-harness.ts';
import { modelsContract } from '../../contract/models.contract.ts';

modelsContract(memoryHarness, 400);
