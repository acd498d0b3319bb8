type ImageStep = { readonly instruction: string; readonly words: string };
export type ImageStage = {
  readonly name: string;
  readonly base: string;
  readonly steps: readonly ImageStep[];
};

/** The stages of a Dockerfile in their order; the last one is the image. Comments are left out, continued lines joined. */
export function readDockerfile(text: string): readonly ImageStage[] {
  const lines = text
    .replace(/^\s*#.*$/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const stages: (Omit<ImageStage, 'steps'> & { steps: ImageStep[] })[] = [];
  for (const line of lines) {
    const [, instruction = '', words = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (instruction === 'FROM') {
      const [base = '', name = 'image'] = words.split(/\s+AS\s+/i);
      stages.push({ base, name, steps: [] });
    } else {
      const stage = stages.at(-1);
      if (stage === undefined) throw new Error(`${instruction} stands before FROM`);
      stage.steps.push({ instruction, words });
    }
  }
  return stages;
}

/** Whether a path of the context reaches Docker: the last pattern that names it, or a folder above it, decides. */
export function reachesDocker(ignoreFile: string): (path: string) => boolean {
  const patterns = ignoreFile
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ isWanted: line.startsWith('!'), place: line.replace(/^!/, '') }));
  return (path) =>
    patterns.findLast(({ place }) => place === '*' || path === place || path.startsWith(`${place}/`))
      ?.isWanted ?? true;
}
