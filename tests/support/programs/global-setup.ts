import type { TestProject } from 'vitest/node';
import { bundlePrograms } from './bundle-programs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the programs that tests start. */
    programs: string;
  }
}

/** Once per project that starts whole products; the second project finds what the first has made. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('programs', await bundlePrograms());
}
