import { bundlePrograms } from './bundle-programs.ts';
import { programsFolder } from './programs.ts';

/** Once per project that starts whole products; the second project finds what the first has made. */
export default async function setup(): Promise<void> {
  process.env[programsFolder] = await bundlePrograms();
}
