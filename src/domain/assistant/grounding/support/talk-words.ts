const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/**
 * What somebody says who welcomes, asks, or does not know: with these words alone nothing is stated about a clinic, a
 * patient's health or an appointment. Folded. Verbs that could state something (é, tem, precisa, vem) are not among them.
 */
export const talkWords = words(`
  a o as os um uma uns umas de do da dos das em no na nos nas para pra por pelo pela com sem e ou que se me te lhe nos
  eu voce voces seu sua seus suas meu minha meus minhas isso isto este esta esse essa aqui ali la ai como quando onde qual
  quais quem quanto ao aos mais menos muito muita bem so tambem ja ainda agora entao mas pois porque sobre ate algo alguma
  algum outro outra outros outras todo toda mesmo tal tao vez vezes primeiro antes depois entre ele ela nao nem
  oi ola opa imagina bom boa dia dias tarde noite tudo obrigado obrigada nada imagina prazer bem-vindo bem-vinda desculpe desculpa
  desculpas perdao favor gentileza beleza certo ok legal otimo otima perfeito maravilha claro calma tchau abraco
  que-bom feliz fico ficamos sinto sentimos lamento lamentamos imagino entendo entendi compreendo compreendi sei gostaria
  gostaria-de posso podemos consigo conseguimos quero queremos quiser queira querer quer prefere preferir prefira preferencia
  poderia pode puder tenho temos certeza estou estamos sou somos vou vamos feliz triste dificil chato chata chateado
  chateada situacao momento preocupacao duvida duvidas pergunta perguntas pedido mensagem conversa informacao informacoes
  detalhe detalhes assunto ideia jeito forma modo palavra palavras nome opcao opcoes
  ajudar ajuda ajudo dizer diga diz falar fala fale conta contar conte escrever escreva escreve explicar explica explique
  perguntar pergunte responder mostrar ver veja saber saiba escolher escolha entender informar lembrar repetir repita
  confirmar continuar conversar esperar procurar comecar seguir tentar tente voltar
  marcar agendar remarcar reagendar desmarcar cancelar mudar trocar alterar
  consulta consultas exame exames atendimento atendimentos servico servicos procedimento procedimentos horario horarios
  data periodo manha semana hora clinica equipe consultorio pessoa paciente profissional assistente virtual automatico
  automatica robo valor valores preco precos endereco telefone convenio convenios plano planos pagamento preparo
  resultado resultados disponivel precisar precisando qualquer coisa sempre disposicao consegui
  partes confusao compreensao paciencia novo nova desde mandar mande foto audio texto resumo primeira completo completa vontade fique a-vontade portugues
`);

/** May be said beside a price, an hour, a day or a name that was checked: they say how the two belong together. */
export const factWords = words(`
  é e custa custam sai saem fica ficam valor preco particular reais real atende atendem atendemos abre abrimos fecha fechamos
  funciona funcionamos aberto aberta fechado fechada estaremos estamos esta estao horario das as aos à às dura duram duracao
  leva tem temos tenho ha livre livres disponivel disponiveis vaga vagas proximo proximos proxima com dra dr doutor doutora
  aceita aceitamos atender consulta marcada marcado sua seu medico medica segunda terca quarta quinta sexta sabado domingo segundas tercas quartas quintas sextas desconto juros parcelado parcelar
  feira sabados domingos feriado natal minutos minuto horas hora meia tarde manha noite dia hoje amanha juntas cada sessao
  ligue ligar telefone whatsapp site e-mail email endereco rua avenida av andar sala nosso nossa
`);

/** What an offer to help may speak of, and how; nothing in it says when, how often, or on what terms. */
export const plainWords = words(`
  a o as os um uma uns umas de do da dos das em no na nos nas para pra por pelo pela com e ou se me te lhe nos
  eu voce voces seu sua seus suas meu minha isso isto este esta esse essa aqui entao claro sim oi ola bom boa certo ok
  posso podemos consigo conseguimos vou vamos quero queremos gostaria tentar muito melhor tambem sobre outro outra
  ajudar mostrar ver procurar explicar informar dizer responder falar contar conversar escolher
  marcar agendar remarcar reagendar desmarcar cancelar mudar trocar alterar
  consulta consultas exame exames atendimento atendimentos servico servicos procedimento procedimentos horario horarios
  valor valores preco precos endereco telefone convenio convenios plano planos pagamento preparo pedido resultado resultados
  clinica consultorio equipe profissional paciente data duvida duvidas pergunta perguntas informacao informacoes assunto
  entendo compreendo imagino sinto lamento lamentamos sentimos obrigado obrigada desculpe desculpa situacao preocupacao
  mensagem contato conversa paciencia confusao
`);

/** Who speaks. */
export const selfWords = words(`
  a o um uma de do da e eu aqui sou somos seu sua oi ola assistente virtual automatico automatica robo atendimento equipe
  clinica consultorio para ajudar te lhe
`);

/** Answers that agree to whatever was asked. */
export const assents =
  /^\W*(?:sim|pode sim|com certeza|exato|exatamente|isso mesmo|correto|verdade|positivo|afirmativo|pode|tem|temos|claro que sim|nao|nao precisa|tranquilo|sem problemas?)\b(?=\W*$|[,.!])/;
