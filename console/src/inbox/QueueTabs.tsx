import { Link } from '@tanstack/react-router';
import type { ConversationCounts } from '../../../client/atende-client.ts';
import { queues, type Queue } from './lists.ts';

const names: Readonly<Record<Queue, string>> = {
  equipe: 'Equipe',
  minhas: 'Minhas',
  assistente: 'Assistente',
  todas: 'Todas',
};

type Props = {
  readonly clinicId: string;
  /** The one that is shown; absent while something is looked for. */
  readonly shown: Queue | undefined;
  readonly counts: ConversationCounts | undefined;
  readonly onChoose: () => void;
};

export function QueueTabs({ clinicId, shown, counts, onChoose }: Props) {
  const { waiting = 0, mine = 0 } = counts ?? {};
  return (
    <nav className="tabs" aria-label="Filas">
      {queues.map((name) => (
        <Link
          key={name}
          to="/c/$clinicId/conversas"
          params={{ clinicId }}
          search={{ fila: name }}
          className="tab"
          activeOptions={{ exact: true }}
          aria-current={name === shown ? 'page' : undefined}
          onClick={onChoose}
        >
          {names[name]}
          {name === 'equipe' && waiting > 0 && <span className="mark count number">{waiting}</span>}
          {name === 'minhas' && mine > 0 && <span className="number soft">{mine}</span>}
        </Link>
      ))}
    </nav>
  );
}
