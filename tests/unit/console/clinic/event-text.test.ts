import { expect, test } from 'vitest';
import { eventTexts, withEventText } from '../../../../console/src/clinic/google/event-text.ts';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../../src/domain/clinic/document/contextualization.ts';

const understood = (document: unknown) => {
  const { context, findings } = readClinicContext(
    { id: clinicId('a-clinic'), name: 'Clínica', timeZone: 'America/Sao_Paulo' },
    document,
  );
  const about = findings.filter(({ path }) => path.startsWith('politicas'));
  return [context.booking.eventDetail, about];
};

test.each(eventTexts)('the choice of $id is written as the product reads it', ({ id }) => {
  expect(understood(withEventText({}, id))).toEqual([id, []]);
});

test('a choice takes the place of one that was written in other words, and leaves everything else', () => {
  const others = { clinica: { nome: 'Aurora' }, servicos: [1] };
  const document = {
    ...others,
    politicas: {
      agendamento: { antecedencia_minima: '2 horas', texto_do_evento: 'nome', servico_na_agenda: 'sim' },
      atraso: 'sim',
    },
  };
  expect(withEventText(document, 'nothing')).toEqual({
    ...others,
    politicas: {
      agendamento: { antecedencia_minima: '2 horas', evento_no_google: 'reservado' },
      atraso: 'sim',
    },
  });
});
