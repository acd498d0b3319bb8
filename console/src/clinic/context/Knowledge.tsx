import type { ClinicKnowledge } from '../../../../client/atende-client.ts';
import { ofMinutes } from '../../words/times.ts';

const days = ['domingo', 'segunda', 'terça', 'quarta', 'quinta', 'sexta', 'sábado'];
const money = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' });

/** What patients can be told, as the assistant has understood the document. */
export function Knowledge({ knowledge }: { knowledge: ClinicKnowledge }) {
  const { openingHours, services, insurances, rooms, unread, emergency } = knowledge;
  const people = knowledge.professionals as readonly { readonly id?: unknown; readonly name?: unknown }[];
  const odd = Object.entries(unread);
  const nameOf = new Map(people.map(({ id, name }) => [id, String(name)]));
  return (
    <div className="knowledge">
      <h2>O que a assistente sabe</h2>
      <h3>Horário</h3>
      {openingHours.week === undefined ? (
        <p className="soft">Não sabe o horário: diz que a equipe informa.</p>
      ) : (
        <dl className="facts">
          {openingHours.week.map((intervals, day) => (
            <div key={days[day]} className="fact">
              <dt>{days[day]}</dt>
              <dd className="number">
                {intervals.length === 0
                  ? 'fechado'
                  : intervals
                      .map(({ opens, closes }) => `${ofMinutes(opens)} às ${ofMinutes(closes)}`)
                      .join(', ')}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <h3>Serviços ({services.length})</h3>
      <ul className="listed">
        {services.map(({ id, name, priceCents, priceNote, durationMinutes, professionalIds }) => (
          <li key={id}>
            {name}
            <span className="soft">
              {[
                '',
                priceCents === undefined ? (priceNote ?? 'sem preço') : money.format(priceCents / 100),
                durationMinutes === undefined ? 'sem duração' : `${durationMinutes} min`,
                ...professionalIds.map((person) => nameOf.get(person) ?? person),
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <h3>Quem atende</h3>
      <p>{people.map(({ name }) => String(name)).join(', ') || 'ninguém'}</p>
      {rooms.length > 0 && (
        <>
          <h3>Salas e equipamentos</h3>
          <p>{rooms.map(({ name }) => name).join(', ')}</p>
        </>
      )}
      <h3>Convênios</h3>
      <p>{insurances.map(({ name }) => name).join(', ') || 'nenhum'}</p>
      <h3>Em uma emergência</h3>
      <p>{emergency ?? 'Diz para ligar ao SAMU (192).'}</p>
      {odd.length > 0 && (
        <>
          <h3>Não entendi</h3>
          <p className="small soft">Está no texto, mas a assistente não usa como regra:</p>
          <ul className="listed">
            {odd.map(([path]) => (
              <li key={path}>{path}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
