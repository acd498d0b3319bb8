import { memoryHarness } from '../../contract/harness/memory-harness.ts';
import { modelsContract } from '../../contract/models/models.contract.ts';

modelsContract(memoryHarness, 400);
