import { benchIngest } from './ingest.ts';

// `npm run bench -- ingest [--quick]`: ratios measured in one run, each against a plain baseline beside it.
const [what, ...flags] = process.argv.slice(2);
if (what !== 'ingest') {
  console.error('usage: npm run bench -- ingest [--quick]');
  process.exit(2);
}
await benchIngest({ quick: flags.includes('--quick') });
process.exit(0);
