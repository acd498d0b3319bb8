import { folded } from '../../language/folded-text.ts';
import { report, type Place } from './tolerant-json.ts';

/** Words of keys that say when somebody may be booked. */
const ruleWords =
  /\b(antecedencia|limites?|maxim[oa]s?|minim[oa]s?|max|min|intervalos?|buffers?|prazos?|cancelamentos?|remarcacao|reagendamentos?|feriados?|ferias|recessos?|ausencias?|folgas?|bloqueios?|bloquead[oa]s?|fechad[oa]s?|fechamentos?|horarios?|abertura|expediente|plantao|plantoes|turnos?|duracao|encaixes?|vagas|passo|grade|salas?|equipamentos?|por dia|por semana|semanal|diari[oa]|mensal|indisponivel|indisponibilidades?|licencas?|afastamentos?|regras?|agenda|lembretes?)\b/;
/** Where everything is words for people. */
const wordsOnly =
  /^(agente_ia|agente|convenios|formas_pagamento|estrutura_fisica|metadados|informacoes_adicionais|politicas\.(?!agendamento\b)\w+|clinica\.(informacoes_basicas|contatos?|localizacao))\b/;
/** Where everything is a rule. */
const rulesOnly = /^(clinica\.horarios?_funcionamento|profissionais\[\d+\]\.horarios(_disponibilidade)?)\b/;
const policy = /^politicas\.agendamento\b/;

/** A rule that nobody applies must not look as if it were one. `unread` is what no reader understood, by path. */
export function reportUnreadRules(root: Place, unread: Readonly<Record<string, unknown>>): void {
  const said = new Set(
    root.reading.findings.filter(({ severity }) => severity === 'error').map(({ path }) => path),
  );
  for (const [path, value] of Object.entries(unread)) {
    // whoever read it has said better what to write
    if (said.has(path)) continue;
    const plain = path.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    if (wordsOnly.test(plain)) continue;
    const key = folded(
      path
        .split('.')
        .at(-1)
        ?.replace(/\[\d+\]/g, '') ?? '',
    );
    const isRule = rulesOnly.test(plain) || (ruleWords.test(key) && !/\b(observac|descri|texto)/.test(key));
    if (isRule || (policy.test(plain) && typeof value !== 'string'))
      report(
        { ...root, path },
        `Não entendi "${shown(path)}": parece uma regra, mas não vale para a agenda.`,
        'error',
      );
    else if (policy.test(plain))
      report({ ...root, path }, `"${shown(path)}" fica só como texto; não muda a agenda.`);
  }
}

const shown = (path: string): string => (path.split('.').at(-1) ?? '').slice(0, 80);
