import { folded } from '../../../language/folded-text.ts';
import type { Finding } from '../finding.ts';
import type { Statement } from '../reading/statements.ts';
import { subjectServices } from '../reading/subjects.ts';
import type { World } from '../reading/world.ts';
import { matchesOf } from '../reading/matches.ts';

const offering =
  /(?<![a-z])(?:fazemos|realizamos|oferecemos|trabalhamos com|temos|contamos com|aceitamos|atendemos (?:por|pelo|pela|o|a|plano|convenio)|tratamos|disponibilizamos)(?! (?:que|os seguintes|estes|estas|esses|essas|horarios?|vagas?|mais de|outros?|opco?e?s|interesse|muito|prazer)(?![a-z])) (?<what>[a-z][a-z ]{2,60})/g;

const usual = new Set(
  'sim tambem consulta consultas exame exames procedimento procedimentos atendimento atendimentos servico servicos horario horarios convenio convenios plano planos profissional profissionais equipe especialidade especialidades cartao credito debito dinheiro particular pagamento pagamentos forma formas seguinte seguintes todos todas varios varias por com para pelo pela aqui hoje amanha segunda terca quarta quinta sexta sabado domingo feira agenda vaga vagas disponivel disponiveis livre livres voce algumas alguns uma dois duas nossa nosso das dos que nao tenho casos crianca criancas adulto adultos pessoa pessoas paciente pacientes marcada marcado opcao opcoes valor valores politica regra regras manha tarde noite semana clinica responsavel'.split(
    ' ',
  ),
);

/** What the clinic is said to do or to accept shares a word with what it says of itself. */
export function offerFindings({ sentence }: Statement, { read }: World): readonly Finding[] {
  if (sentence.isQuestion) return [];
  return matchesOf(sentence.flat, offering).flatMap(({ index, groups }) => {
    const before = sentence.flat.slice(Math.max(0, index - 16), index);
    if (/(?<![a-z])(?:nao|nem|se) (?:[a-z]+ )?$/.test(before)) return [];
    const what = groups?.['what'] ?? '';
    const words = what.split(' ').filter((word) => word.length > 2 && !usual.has(word));
    const [first] = words;
    if (first === undefined || words.slice(0, 3).some((word) => isClinics(word, read.names.words))) return [];
    return [{ kind: 'offer', why: 'unknown', said: what.trim() }];
  });
}

const isClinics = (word: string, known: ReadonlySet<string>): boolean =>
  known.has(word) || (word.endsWith('s') && known.has(word.slice(0, -1))) || known.has(`${word}s`);

/** Whether a plan is accepted, at all and for the service that the sentence names, as the clinic says it. */
export function insuranceFindings(statement: Statement, world: World): readonly Finding[] {
  const { sentence, insurances } = statement;
  if (insurances.length === 0 || sentence.isQuestion) return [];
  const accepts =
    /(?<![a-z])(?:aceit\w{1,6}|atend\w{1,6}|cobr(?:e|em|ir)|cobertur\w|pel[oa]|por|sim)(?![a-z])/.test(
      sentence.flat,
    );
  const services = statement.services.some(({ isTelling }) => isTelling)
    ? subjectServices(statement, sentence, world)
    : [];
  if (services.length !== 1 || !accepts) {
    const denies = /(?<![a-z])nao (?:aceit\w{1,6}|atend\w{1,6}|trabalh\w{1,6}|encontrei)(?![a-z])/.test(
      sentence.flat,
    );
    return denies && services.length === 0 ? insurances.map((mention) => finding(mention)) : [];
  }
  return insurances
    .filter(({ candidates }) => {
      const accepted = services.some(
        (service) =>
          service.acceptsInsurance !== false &&
          (service.insurances.length === 0
            ? service.acceptsInsurance === true
            : candidates.some(({ name }) => service.insurances.some((one) => folded(one) === folded(name)))),
      );
      const refused = services.some(
        (service) =>
          service.acceptsInsurance === false ||
          (service.insurances.length > 0 &&
            !candidates.some(({ name }) => service.insurances.some((one) => folded(one) === folded(name)))),
      );
      const said = /(?<![a-z])(?:nao|nem)(?![a-z])/.test(sentence.flat);
      return said ? !refused : !accepted;
    })
    .map((mention) => finding(mention));

  function finding({ at, end }: { at: number; end: number }): Finding {
    return { kind: 'insurance', why: 'other-subject', said: world.read.text.shown.slice(at, end) };
  }
}
