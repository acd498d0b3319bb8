import { execFile } from 'node:child_process';
import { access, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const git = async (...words: string[]) => (await run('git', ['-C', root, ...words])).stdout.trim();

export type OldVersion = { readonly tree: string; readonly name: string; remove(): Promise<void> };

/** The program as it was at a commit, in a worktree of its own, on the packages that are installed here. */
export async function checkOut(commit: string): Promise<OldVersion> {
  const name = await git('log', '-1', '--format=%h of %cs, %s', commit).catch(() => {
    throw new Error(`${commit} is no commit here: this bench needs a clone with its history`);
  });
  const folder = await mkdtemp(join(tmpdir(), 'atende-upgrade-'));
  const tree = join(folder, 'old');
  await git('worktree', 'add', '--detach', tree, commit);
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'));
  await access(join(tree, 'src/bootstrap/main.ts'));
  return {
    tree,
    name,
    async remove() {
      await rm(join(tree, 'node_modules'), { force: true });
      await git('worktree', 'remove', '--force', tree);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
