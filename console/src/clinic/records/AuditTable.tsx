import type { AuditEntry, ClinicMember } from '../../../../client/atende-client.ts';
import { dayAndTime } from '../../words/times.ts';
import { actionWords, actorWords, outcomeOf } from './audit-words.ts';

type Props = {
  readonly entries: readonly AuditEntry[];
  readonly members: readonly ClinicMember[];
  readonly zone: string;
  readonly now: Date;
  /** Only what this one has done. */
  readonly onActor: (actor: string) => void;
};

export function AuditTable({ entries, members, zone, now, onActor }: Props) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Tabela do registro">
      <table className="table records">
        <thead>
          <tr>
            <th scope="col">Quando</th>
            <th scope="col">Quem</th>
            <th scope="col">O quê</th>
            <th scope="col">Como acabou</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td className="number">{dayAndTime(entry.at, zone, now)}</td>
              <td>
                <button
                  type="button"
                  className="as-link"
                  title="Ver só as ações deste autor"
                  onClick={() => onActor(entry.actor)}
                >
                  {actorWords(entry.actor, members)}
                </button>
              </td>
              <td>{actionWords(entry.action)}</td>
              <td>{outcomeOf(entry)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
