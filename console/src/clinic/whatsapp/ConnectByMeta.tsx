import { useQuery } from '@tanstack/react-query';
import { client } from '../../client.ts';
import { openDialog } from './signup-way.ts';

/** Where the installation has an app for Meta's own dialog, a number comes in without any token being pasted. */
export function ConnectByMeta({ clinicId }: { clinicId: string }) {
  const { data } = useQuery({
    queryKey: ['whatsapp-signup', clinicId],
    queryFn: ({ signal }) => client.getWhatsAppSignup({ clinicId, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const dialog = data?.dialog;
  if (dialog === undefined) return null;
  const open = (address: string) => openDialog(address, clinicId, dialog.redirectUri);
  return (
    <div className="stack" role="group" aria-label="Conectar pela Meta">
      <p className="small soft">
        Você entra na Meta, escolhe ou cadastra o número e volta para cá. Se ele continua no aplicativo
        WhatsApp Business do celular, escolha a segunda opção.
      </p>
      <p className="row-line">
        <button type="button" className="button main" onClick={() => open(dialog.addresses.number)}>
          Conectar pela Meta
        </button>
        <button type="button" className="button" onClick={() => open(dialog.addresses.businessApp)}>
          Conectar e continuar no aplicativo
        </button>
      </p>
    </div>
  );
}
