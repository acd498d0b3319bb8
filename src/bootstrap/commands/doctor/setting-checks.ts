import { ConfigError, readConfig } from '../../config/config.ts';
import type { Checks } from './finding.ts';

/** The environment, as a start would read it. */
export const settingChecks: Checks = (variables) => [
  [
    'configuration',
    async () => {
      const where = variables['NODE_ENV'] ?? 'development';
      try {
        const { roles } = readConfig(variables);
        return [{ state: 'ok', found: `complete for ${where}, roles ${[...roles].join(', ')}` }];
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        const advice = 'docs/operations.md lists every variable';
        return error.problems.map((found) => ({ state: 'failed', found, advice }));
      }
    },
  ],
];
