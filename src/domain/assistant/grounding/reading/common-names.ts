/** First names that many people in Brazil bear: at the beginning of a sentence nothing else tells a name. */
export const commonNames: ReadonlySet<string> = new Set(
  (
    'maria jose ana joao antonio francisco carlos paulo pedro lucas luiz marcos luis gabriel rafael daniel marcelo bruno eduardo felipe rodrigo manoel mateus andre fernando fabio leonardo gustavo guilherme leandro tiago thiago anderson ricardo marcio jorge alexandre roberto edson diego vitor sergio claudio matheus rogerio mario ' +
    'adriana juliana marcia fernanda patricia aline sandra camila amanda bruna jessica leticia julia luciana vanessa mariana gabriela vera vitoria larissa claudia beatriz luana rita sonia renata eliane josefa simone natalia cristiane carla debora rosangela jaqueline rosana daniela aparecida marlene terezinha raimunda helena alice laura manuela sofia isabela heloisa valentina ' +
    'joana teresa tereza carolina caroline priscila tatiana monica andreia silvia regina raquel sabrina bianca rebeca cecilia lorena livia miguel arthur heitor theo davi bernardo samuel enzo henrique caio otavio igor renato flavio mauricio vinicius murilo hugo nelson walter wagner wilson'
  ).split(' '),
);

/** Words that are written with a capital, or may stand in a title, in any clinic's answers. */
export const usualCapitals: ReadonlySet<string> = new Set(
  (
    'samu cvv pix whatsapp google maps mail cpf rg cnpj cep crm cro crp crefito crn sms sus pdf sim nao ok iss visa mastercard elo amex hipercard brasil natal ano novo pascoa carnaval corpus christi janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro domingo segunda terca quarta quinta sexta sabado feira ' +
    'horario horarios atendimento funcionamento formas pagamento pagamentos endereco telefone contato contatos valor valores preco precos duracao preparo profissional profissionais servico servicos equipe convenio convenios particular consulta consultas exame exames procedimento procedimentos resultado resultados agenda agendamento dia dias data hora horas clinica medico medica especialidade especialidades registro experiencia site email localizacao estacionamento confirmar cancelar remarcar remarcacao cancelamento politica importante observacao atencao lembrete opcoes opcao quem como quando onde qual quanto voce sua seu ' +
    'falar deus senhor senhora sr sra seg ter qua qui sex sab dom portuguese lgpd cfm ia internet wi fi wifi libras mapa mapas iphone android instagram facebook'
  ).split(' '),
);
