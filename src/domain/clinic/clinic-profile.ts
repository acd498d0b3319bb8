import { withoutAbsent } from './agent-voice.ts';
import { documentLimits } from './document/document-limits.ts';
import { at, entriesOf, isRecord, type Place } from './document/tolerant-json.ts';
import { nameAt, textAt, textsAt } from './document/written-values.ts';

type DepartmentEmail = { readonly department: string; readonly email: string };

/** Who and where the clinic is. */
export type ClinicProfile = {
  readonly mainSpecialty?: string;
  readonly otherSpecialties: readonly string[];
  readonly description?: string;
  readonly address?: string;
  readonly phone?: string;
  readonly whatsapp?: string;
  readonly email?: string;
  readonly website?: string;
  readonly cnpj?: string;
  readonly departmentEmails: readonly DepartmentEmail[];
};

export function readClinicProfile(clinic: Place): ClinicProfile {
  const basics = at(clinic, 'informacoes_basicas');
  const contacts = at(clinic, 'contatos', 'contato');
  const texts = {
    mainSpecialty: nameAt(basics, 'especialidade_principal', 'especialidade'),
    description: textAt(basics, 'descricao'),
    address: readAddress(clinic) ?? readAddressAt(at(basics, 'endereco')),
    phone: textAt(contacts, 'telefone_principal', 'telefone') ?? textAt(basics, 'telefone'),
    whatsapp: textAt(contacts, 'whatsapp'),
    email: textAt(contacts, 'email_principal', 'email') ?? textAt(basics, 'email_principal', 'email'),
    website: textAt(basics, 'website', 'site') ?? textAt(contacts, 'website', 'site'),
    cnpj: textAt(basics, 'cnpj'),
  };
  // The same facts often stand twice; the second place is no less understood.
  for (const key of ['telefone', 'email_principal', 'endereco']) textAt(basics, key);
  const departmentEmails = entriesOf(at(contacts, 'emails_departamentos')).flatMap(([department, place]) => {
    const email = textAt(place);
    return email === undefined
      ? []
      : [{ department: department.slice(0, documentLimits.name).replaceAll('_', ' '), email }];
  });
  const otherSpecialties = textsAt(basics, 'especialidades_secundarias', 'especialidades');
  return { ...withoutAbsent(texts), otherSpecialties, departmentEmails };
}

const readAddress = (clinic: Place) =>
  readAddressAt(at(at(clinic, 'localizacao'), 'endereco_principal', 'endereco')) ??
  readAddressAt(at(clinic, 'endereco'));

/** "Rua das Acácias, 120, sala 34 – Vila Nova, São Paulo/SP – CEP 01234-000", as far as the parts are known. */
function readAddressAt(place: Place): string | undefined {
  if (!isRecord(place.value)) return textAt(place);
  const part = (...keys: string[]) => textAt(place, ...keys);
  const street = joined(', ', part('logradouro', 'rua'), part('numero'), part('complemento'));
  const city = joined('/', part('cidade'), part('estado', 'uf'));
  const zip = part('cep');
  const area = joined(', ', part('bairro'), city);
  const reference = part('referencia', 'ponto_referencia');
  return joined(' – ', street, area, zip && `CEP ${zip}`, reference && `Referência: ${reference}`);
}

const joined = (separator: string, ...parts: readonly (string | undefined)[]) =>
  parts.filter(Boolean).join(separator) || undefined;
