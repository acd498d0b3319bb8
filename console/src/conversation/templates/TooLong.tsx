import { limits } from '../../limits.ts';

/** In the place of an answer of the server, which would refuse it. */
export function TooLong() {
  const most = limits.templateBody.toLocaleString('pt-BR');
  return (
    <p className="note warn" role="status">
      O texto ficou longo demais: o WhatsApp aceita até {most} caracteres no modelo inteiro. Encurte o que
      você escreveu.
    </p>
  );
}
