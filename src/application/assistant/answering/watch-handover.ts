import type { Handover } from '../../../domain/assistant/handover.ts';
import type { TurnTools } from '../../ports/assistant/turn-tools.ts';

/**
 * The same tools, and the handover that was planned with them last. `passedAs`: what is told of it to the tools that are
 * watched.
 */
export function watchHandover(
  tools: TurnTools,
  passedAs: (planned: Handover) => Handover = (planned) => planned,
) {
  let handover: Handover | undefined;
  return {
    tools: {
      ...tools,
      handOver: (planned: Handover) => {
        handover = planned;
        return tools.handOver(passedAs(planned));
      },
    },
    handover: () => handover,
  };
}
