import { hasPressureReading } from '../../../domain/assistant/safety/blood-pressure.ts';
import { wordsOf } from '../../../domain/language/normalise-text.ts';
import { anyOf, phraseCutter, phraseFinder } from '../../../domain/language/phrase.ts';

export type HealthQuestion = 'diagnosis' | 'medication';

const medication = phraseFinder([
  'remedio/remedios/medicamento/medicamentos/medicacao/comprimido/comprimidos/antibiotico/antibioticos/pomada/dosagem/posologia/bula',
  'dipirona/ibuprofeno/paracetamol/amoxicilina/nimesulida/antialergico/corticoide/anticoncepcional/anticoagulante/aspirina',
  'losartana/rivotril/clonazepam/insulina/metformina/omeprazol/roacutan/isotretinoina/ozempic/minoxidil/antidepressivo',
  'posso/devo/pode/preciso/posso [parar] [de] tomar !agua/cafe/banho/sol/leite/suco/cha/cerveja/vacina/vinho',
  'posso/devo/pode [usar/passar] [o/um/uma/a/meu/minha] creme/acido/colirio/pomada/vitamina/produto',
  'o que [eu] [posso/devo] tomo/tomar/passo/passar/uso/usar !ai/la/em/na/no',
  'qual [e/a] [a] dose',
  'me receita/receite/receitar/prescreve/prescrever',
  'receitar/prescrever',
  'tomar/tomo quantos/quantas',
  'efeito/efeitos colateral/colaterais',
]);

const diagnosis = phraseFinder([
  'diagnostico/febre/febril/coceira/cocando/vomito/vomitos/vomitando/diarreia/enjoo/enjoada/enjoado/tontura/tonta/tonto/sintoma/sintomas',
  'inflamado/inflamada/inflamacao/inchado/inchada/inchados/inchadas/inchaco/infeccionado/infeccionada/infeccionou/inflamou/infeccao',
  'dor/dores/doendo/dolorido/dolorida/ardendo/ardencia/alergia/nodulo/nodulos/caroco/ferida/feridas/pus/enxaqueca/colica/colicas',
  'queimadura/queimaduras/queimei/picada/picadas/machuquei/machucado/machucada/torci/torceu/mordido/mordida/turva/embacada',
  'crise/crises de panico/ansiedade/rinite/choro/coluna/enxaqueca',
  'mal estar',
  'sangue/palpitacao/palpitacoes/taquicardia/formigamento/formigando/fadiga/insonia/tosse/tossindo/gripado/gripada/resfriado',
  'coracao [esta] [muito] acelerado/disparado/acelerando/batendo/palpitando',
  'estou/esta/minha/tenho/tive [com] [a] [uma] pressao [esta/muito] [muito] alta/baixa/subiu/caiu/subindo/descontrolada',
  'estou sentindo',
  'me sentindo/sinto mal/fraca/fraco/estranha/estranho/ruim/tonta/tonto/pessima/pessimo',
  'menstruacao atrasada/atrasou',
  'o que pode/sera/que [que] [pode] ser/e [isso/isto] $',
  'o que pode ser',
  'sera que e/esta/estou/tenho/pode [ser] [com/uma/um/algo/muito] grave/serio/normal/cancer/perigoso/alergia/infeccao/doenca/dengue/covid/virose/gripe/gravida/contagioso/maligno/problema',
  'isso/isto/ela/ele e grave/normal/cancer/perigoso/serio/contagioso/maligno',
  'e grave/cancer/contagioso/maligno/normal [isso] $',
  'apareceu/apareceram/surgiu/nasceu [um/uma/umas/uns/essa/esse/varias/alguns] mancha/manchas/caroco/bolinha/bolinhas/pinta/pintas/verruga/ferida/espinha/espinhas/coisa/vermelhidao/marca',
  'estou/esta/tenho/tem/estava com/uma/umas/um/uns [uma/umas/um/uns/muita/muitas] mancha/manchas/caroco/bolinha/bolinhas/pinta/verruga/micose/vermelhidao',
  'mancha/manchas na/no/nas/nos/vermelha/vermelhas/escura/escuras/estranha/roxa/roxas/branca/brancas',
  'meu/minha exame/exames/resultado/laudo deu/veio/vieram/saiu alterado/alterada/positivo/negativo/ruim/com/alto/baixo',
  'meu/minha exame/resultado/laudo deu/veio',
  'deu alteracao/alterado/positivo',
  'avaliar/ver/olhar essa/esta/minha/a [minha] foto/mancha/pinta',
  'glicose/glicemia/colesterol/triglicerides [esta/deu] [muito] alta/alto/baixa/#',
]);

const treating = anyOf(
  'trata tratam tratar tratamento tratamentos cuida cuidam atende atendem faz fazem',
  'especialista medico remocao retirada remover retirar',
);
const complaints = anyOf(
  'alergia alergias enxaqueca insonia dor dores mancha manchas verruga infeccao ferida feridas',
);

/** A service that is asked for by the name of a complaint. */
const notMeant = phraseCutter([
  'exame/exames/teste/testes/coleta/coletar/tirar/doar/colher [de/do/para/o] sangue/alergia/alergias/covid/gravidez/dengue',
  'tipo de sangue',
  `${treating} [de/em/a/o/para/com/tratamento] [de/para] [caso/casos/de] ${complaints}`,
  'dor de cotovelo',
]);

/** A question that only a professional may answer. */
export function healthQuestionIn(normal: string): HealthQuestion | undefined {
  const words = notMeant(wordsOf(normal));
  if (medication(words)) return 'medication';
  return diagnosis(words) || hasPressureReading(normal) ? 'diagnosis' : undefined;
}
