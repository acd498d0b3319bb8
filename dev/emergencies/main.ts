import { readFileSync, writeFileSync } from 'node:fs';
import { digestOf, labelledIn, sentenceFiles } from './labelled.ts';
import { learn } from './learn.ts';
import { report, scored } from './score.ts';
import { validated } from './validate.ts';
import { weightsFile, weightsModule } from './weights-file.ts';

// npm run emergencies -- learn | validate | score FILE [--misses]
const [command, file, option] = process.argv.slice(2);
const files = sentenceFiles();

switch (command) {
  case 'learn': {
    const sentences = [...files.values()].flat();
    writeFileSync(weightsFile, weightsModule(learn(sentences), digestOf(sentences)));
    break;
  }
  case 'validate': {
    const writers = [...files.keys()].filter((name) => name.startsWith('writer-'));
    console.info(validated(files, writers));
    break;
  }
  case 'score': {
    if (file === undefined) throw new Error('Name a file of sentences');
    console.info(report(scored(labelledIn(readFileSync(file, 'utf8'))), option === '--misses'));
    break;
  }
  case undefined:
  default:
    console.error('npm run emergencies -- learn | validate | score FILE [--misses]');
    process.exitCode = 1;
}
