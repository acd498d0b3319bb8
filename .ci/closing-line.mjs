// The last line of the run: how many tests passed and failed, over all reports. Of a file that ran twice the later one counts.
import { existsSync, readFileSync } from 'node:fs';

const files = new Map();
for (const report of process.argv.slice(2)) {
  if (!existsSync(report)) continue; // that part was not run, and said so
  for (const file of JSON.parse(readFileSync(report, 'utf8')).testResults) files.set(file.name, file);
}
const tests = [...files.values()].flatMap(({ assertionResults }) => assertionResults);
const passed = tests.filter(({ status }) => status === 'passed').length;
const failed = tests.filter(({ status }) => status === 'failed').length;
console.log(`${passed} passed, ${failed} failed`);
process.exit(
  failed === 0 && passed > 0 && [...files.values()].every(({ status }) => status === 'passed') ? 0 : 1,
);
