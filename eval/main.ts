import { parseArgs } from 'node:util';
import { evaluate, type AssistantName } from './evaluate.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    with: { type: 'string' },
    attacks: { type: 'boolean', default: false },
    trial: { type: 'boolean', default: false },
  },
});
const names: readonly AssistantName[] = ['guided', 'scripted', 'lying', 'obeying', 'real'];
const hasEndpoint = (process.env['LLM_PROVIDER'] ?? 'none') !== 'none';
const usual: readonly AssistantName[] = hasEndpoint
  ? ['guided', 'real']
  : ['guided', 'scripted', 'lying', 'obeying'];
const chosen = values.with === undefined ? usual : names.filter((name) => name === values.with);
if (chosen.length === 0) {
  console.error(
    `usage: npm run eval -- [part of a dialogue's name] [--with ${names.join('|')}] [--attacks] [--trial]`,
  );
  process.exit(2);
}
for (const name of chosen)
  await evaluate(name, {
    only: positionals[0],
    attacks: values.attacks || name === 'obeying',
    trial: values.trial,
  });
