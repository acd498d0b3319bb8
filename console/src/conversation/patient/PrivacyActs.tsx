import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Conversation } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { forgetPerson } from '../../inbox/erased/forget-person.ts';
import { Dialog } from '../../parts/Dialog.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { Failure } from '../../parts/states.tsx';
import { held } from '../../parts/held.ts';
import { fullNameOf } from '../../words/phones.ts';

type Props = { readonly clinicId: string; readonly contact: Conversation['contact'] };

/** What the law gives a patient: everything that is held about them, and to be forgotten. */
export function PrivacyActs({ clinicId, contact }: Props) {
  const { id: contactId } = contact;
  const queryClient = useQueryClient();
  const [asks, setAsks] = useState(false);
  const exported = useMutation({
    mutationFn: () => client.exportPatient({ clinicId, contactId }),
    onSuccess: (file) => saveFile('paciente.json', JSON.stringify(file, undefined, 2), 'application/json'),
  });
  const erased = useMutation({
    mutationFn: () => client.erasePatient({ clinicId, contactId }),
    // the conversation makes way to words that say so
    onSuccess: () => forgetPerson(queryClient, clinicId, contactId),
  });
  return (
    <section className="patient-privacy" aria-label="Privacidade">
      <h3>Privacidade</h3>
      <div className="row-line">
        <button
          type="button"
          className="button"
          {...held(exported.isPending)}
          onClick={() => exported.mutate()}
        >
          Exportar dados
        </button>
        <button type="button" className="button bad" onClick={() => setAsks(true)}>
          Apagar paciente
        </button>
      </div>
      {exported.isError && <Failure error={exported.error} what="Nada foi exportado." />}
      {asks && (
        <Dialog title="Apagar paciente" onClose={() => setAsks(false)}>
          <p>
            Apagar {fullNameOf(contact)} para sempre? As mensagens, os dados e os agendamentos futuros dessa
            pessoa saem daqui e da agenda do Google. Não dá para desfazer.
          </p>
          {erased.isError && <Failure error={erased.error} what="Nada foi apagado." />}
          <div className="dialog-foot">
            <button type="button" className="button" onClick={() => setAsks(false)}>
              Não apagar
            </button>
            <button
              type="button"
              className="button bad"
              {...held(erased.isPending)}
              onClick={() => erased.mutate()}
            >
              Apagar para sempre
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
