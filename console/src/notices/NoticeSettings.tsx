import { useState } from 'react';
import { Dialog } from '../parts/Dialog.tsx';
import { noticeIsOn, permission, turnNotice, type NoticeKind } from './notice-settings.ts';
import { PushSwitch } from './push/PushSwitch.tsx';
import { playSound } from './sound.ts';

const refused: Readonly<Record<string, string>> = {
  denied:
    'Este navegador não deixa o Atende mostrar avisos. Permita as notificações nas configurações do site.',
  none: 'Este navegador não mostra avisos de páginas.',
};

/** What this browser does when a conversation begins to wait for a person. */
export default function NoticeSettings({ clinicId, onClose }: { clinicId: string; onClose: () => void }) {
  const [on, setOn] = useState(() => ({ desktop: noticeIsOn('desktop'), sound: noticeIsOn('sound') }));
  const [allowed, setAllowed] = useState(permission);
  const turn = (kind: NoticeKind, isOn: boolean) => {
    turnNotice(kind, isOn);
    // other tabs hear of it by themselves, this one does not
    window.dispatchEvent(new StorageEvent('storage'));
    setOn((before) => ({ ...before, [kind]: isOn }));
  };
  const turnDesktop = async (isOn: boolean) => {
    if (isOn && permission() === 'default') await Notification.requestPermission();
    setAllowed(permission());
    turn('desktop', isOn && permission() === 'granted');
  };
  return (
    <Dialog title="Notificações" onClose={onClose}>
      <p>Quando uma conversa começar a esperar por uma pessoa, neste navegador, com o Atende aberto:</p>
      <label className="row-line">
        <input
          type="checkbox"
          checked={on.desktop}
          disabled={allowed in refused}
          onChange={({ target }) => void turnDesktop(target.checked)}
        />
        Mostrar um aviso na tela
      </label>
      {allowed in refused && <p className="quiet">{refused[allowed]}</p>}
      <label className="row-line">
        <input
          type="checkbox"
          checked={on.sound}
          onChange={({ target }) => {
            turn('sound', target.checked);
            if (target.checked) playSound();
          }}
        />
        Tocar um som
      </label>
      <p>Desta clínica, neste navegador, sem nenhuma página do Atende aberta:</p>
      <PushSwitch clinicId={clinicId} />
    </Dialog>
  );
}
