import type { Profiler } from 'node:inspector';

export type ModuleTime = { readonly module: string; readonly ms: number };

/** What the measurement itself does. */
const measuring = new Set(['node:inspector']);
const notCounted = 'not counted';
/** What a thread does while it waits is no work. */
const resting = new Set(['(idle)', '(program)']);
const ours = /\/src\/((?:adapters|application|domain|bootstrap)(?:\/[^/]+)*)\/[^/]+$/;
const packages = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;
/** Folders below a layer that tell modules apart. */
const depth = 3;

/**
 * CPU time by the code that was running, the largest first: our folders and packages, each with what the engine and Node
 * do for it. What Node does on its own account stands alone.
 */
export function cpuByModule({
  nodes,
  samples = [],
  timeDeltas = [],
}: Profiler.Profile): readonly ModuleTime[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const modules = new Map<number, string | undefined>();
  const walk = (id: number, above: string | undefined) => {
    const node = byId.get(id);
    if (node === undefined) return;
    const own = moduleOf(node.callFrame, above);
    modules.set(id, own);
    for (const child of node.children ?? []) walk(child, own);
  };
  const [root] = nodes;
  if (root !== undefined) walk(root.id, undefined);
  const times = new Map<string, number>();
  for (const [at, id] of samples.entries()) {
    const module = modules.get(id);
    if (module !== undefined && module !== notCounted)
      times.set(module, (times.get(module) ?? 0) + (timeDeltas[at] ?? 0) / 1_000);
  }
  return [...times].map(([module, ms]) => ({ module, ms })).sort((a, b) => b.ms - a.ms);
}

type Frame = Profiler.Profile['nodes'][number]['callFrame'];

function moduleOf({ functionName, url }: Frame, above: string | undefined): string | undefined {
  if (resting.has(functionName) || measuring.has(url) || above === notCounted) return notCounted;
  if (functionName === '(garbage collector)') return 'garbage collector';
  const own = ours.exec(url)?.[1]?.split('/').slice(0, depth).join('/') ?? packages.exec(url)?.[1];
  return own ?? above ?? (url.startsWith('node:') ? 'Node' : undefined);
}
