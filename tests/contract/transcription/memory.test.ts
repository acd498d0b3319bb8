import { memoryTranscription } from '../../../src/adapters/memory/media/transcription.ts';
import { ModelFailure } from '../../../src/domain/assistant/model-failure.ts';
import { transcriptionContract } from './transcription.contract.ts';

transcriptionContract('a script', (ear, work) =>
  work(
    memoryTranscription(() => {
      if (ear === 'hangs') return new Promise(() => undefined);
      if ('fails' in ear) throw new ModelFailure(ear.fails);
      return ear;
    }),
  ),
);
