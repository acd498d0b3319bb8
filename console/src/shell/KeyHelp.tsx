import { useState } from 'react';
import { Dialog } from '../parts/Dialog.tsx';
import { keysAreOn, turnKeys } from './use-keys.ts';

const keys: readonly (readonly [string, string])[] = [
  ['j, k', 'próxima conversa, anterior'],
  ['Enter', 'abrir'],
  ['r, n', 'responder, anotar para a equipe'],
  ['Ctrl Enter', 'enviar'],
  ['a', 'assumir a conversa'],
  ['e', 'ser responsável pela conversa, ou deixar de ser'],
  ['d', 'devolver à assistente'],
  ['/', 'buscar; no começo de uma mensagem, respostas rápidas'],
  ['g c, g a, g l, g k', 'conversas, agenda, alertas, clínica'],
  ['t, ←, →', 'na agenda: hoje, dia anterior, próximo dia'],
  ['n, m', 'na agenda: marcar, remarcar o horário em foco com as setas'],
  ['Esc', 'fechar o que está por cima'],
  ['?', 'esta lista'],
];

export default function KeyHelp({ onClose }: { onClose: () => void }) {
  const [isOn, setOn] = useState(keysAreOn);
  return (
    <Dialog title="Teclas" onClose={onClose}>
      <table className="table">
        <tbody>
          {keys.map(([key, does]) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className="row-line">
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ target }) => {
            turnKeys(target.checked);
            setOn(target.checked);
          }}
        />
        Usar teclas de uma letra só
      </label>
    </Dialog>
  );
}
