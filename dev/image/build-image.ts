import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { reachesDocker, readDockerfile, type ImageStage } from './read-dockerfile.ts';

/** What came of a Dockerfile's steps: its files lie under `root`, as they would under `/`. */
export type BuiltImage = {
  readonly root: string;
  readonly workFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
  readonly command: readonly string[];
  readonly health: readonly string[];
};

const root = resolve(import.meta.dirname, '../..');

/**
 * Does the steps of deploy/Dockerfile under `place`, without Docker: each stage in a folder of its own, with this
 * machine's Node. Absolute paths of the image lie under the folder of their stage.
 */
export function buildImage(place: string): BuiltImage {
  const stages = readDockerfile(readFileSync(join(root, 'deploy/Dockerfile'), 'utf8'));
  const reaches = reachesDocker(readFileSync(join(root, 'deploy/Dockerfile.dockerignore'), 'utf8'));
  let built: BuiltImage | undefined;
  for (const stage of stages) built = buildStage(stage, place, reaches);
  if (built === undefined) throw new Error('The Dockerfile has no stage');
  return built;
}

function buildStage(stage: ImageStage, place: string, reaches: (path: string) => boolean): BuiltImage {
  const stageRoot = join(place, stage.name);
  mkdirSync(stageRoot, { recursive: true });
  let folder = '/';
  const result = { environment: {} as Record<string, string>, user: '', command: [''], health: [''] };
  const within = (path: string) => join(stageRoot, resolve(folder, path));
  for (const { instruction, words } of stage.steps) {
    if (instruction === 'WORKDIR') {
      folder = words;
      mkdirSync(within('.'), { recursive: true });
    } else if (instruction === 'ENV') {
      const [name = '', value = ''] = words.split('=');
      result.environment[name] = value;
    } else if (instruction === 'RUN') {
      console.log(`${stage.name}: ${words}`);
      // absolute places of the image; programs keep theirs
      const command = words.replaceAll(/(?<=\s)\/(?=app|var)/g, `${stageRoot}/`);
      mkdirSync(join(stageRoot, 'var/lib'), { recursive: true });
      execFileSync('sh', ['-ec', command], { cwd: within('.'), stdio: ['ignore', 'ignore', 'inherit'] });
    } else if (instruction === 'COPY') copy(words, within, place, reaches);
    else if (instruction === 'USER') result.user = words;
    else if (instruction === 'CMD') result.command = JSON.parse(words) as string[];
    else if (instruction === 'HEALTHCHECK')
      result.health = JSON.parse(words.slice(words.indexOf('['))) as string[];
    else if (!['EXPOSE', 'VOLUME'].includes(instruction)) throw new Error(`${instruction} is not known here`);
  }
  return { ...result, root: stageRoot, workFolder: within('.') };
}

function copy(
  words: string,
  within: (path: string) => string,
  place: string,
  reaches: (path: string) => boolean,
): void {
  const [, stage, paths = ''] = /^(?:--from=(\S+)\s+)?(.*)$/.exec(words) ?? [];
  const all = paths.split(/\s+/);
  const target = all.pop() ?? '';
  for (const path of all) {
    const source = stage === undefined ? join(root, path) : join(place, stage, path);
    const isFolder = statSync(source).isDirectory();
    cpSync(
      source,
      target.endsWith('/') && !isFolder ? join(within(target), basename(path)) : within(target),
      {
        recursive: true,
        verbatimSymlinks: true,
        filter: (file) => {
          if (stage !== undefined) return true;
          const known = relative(root, file);
          // folders on the way to a wanted file are no content
          return reaches(known) || (known === path && isFolder);
        },
      },
    );
    if (stage === undefined && !isFolder && !reaches(path)) throw new Error(`${path} never reaches Docker`);
  }
}
