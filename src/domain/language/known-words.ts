/** Words that are right as they stand, although they look like slips of a sign. */
export const rightWords: ReadonlySet<string> = new Set(
  [
    // of danger and health
    'gmail autorizacao atualizacao precisa marcou estrada confusao conclusao conclusoes enganado enganada baseado baseada sagrado consciente encarando demasiado concussao esmagado',
    'alojamento correr comer corre mata matam morar morder moer sorrer vier vira virar viram jeito feito leito perto aperto peixe passeio',
    'fosse posse tanto tanta conta contas ponto ponta conto canto santo santa junto torta tento tenta tinta pinta escrever descrever comando',
    'ferias ferido feridos feriado feriados voltando tocando coloca colocar educacao indicacao dedicacao alegria informacao informado informada',
    'cores doces doses tomada comprido modulo formando visitando reservado receita receitas vale caiu',
    // of prices, plans, hours and places
    'preso preto peco perco prego justo justa curto curta custas costa costas susto culto valer calor vapor sobre pobre cobra cobram',
    'abertura coberta contrato contratos contado ficha flecha abril alerta experiente experimente acerto alberto funcionario funcionarios',
    // of people and money
    'acredito chegue chique choque carta cartas cartaz casamento vazamento recebo cancelado cancelada parcelado',
    // of what is to be done
    'lado lados canela descartar disfarcar odiar atras tratando atacando arrastando agindo atendo marca marco marcas marquei marcado marchar',
    'humanos tenente estados atentado decoracao declaracao reclamacao atende atendem atendendo atender atendes atendimento andamento',
    'agenda agende agendo agendei cancelamento pouco poucos poucas gosta gosto basta porta costuma corra responsavel responsaveis satisfeito',
    'satisfeita descanso recepcao interno inverno inferno anunciar idioma barra surra marcacao remarcacao desmarcar remarcar',
    // of the rest
    'valeu valem pode podem podemos posso passo planta plantao parar pagar pegar parto faltar falar falta falha banheira bandeiras elevado',
    'tampa acompanhando aumentando alimentando animar restante contanto contato parceira lobos roubos fazer trazer volta votar formacao',
    'divida dividas interessa interesse caro cara carro casa quebra queda viver vivem vida virada parada manha amanha nosso nossa posto gosto',
    // of everyday speech
    'agendar agendada agendado agendamento amanda ande andar alto algum alguem algumas acordo acontece agente aposto atirar',
    'baixo banco banda banho barco bebe bebes beber bola branca branco bravo brincando buraco cada caindo caixa caminho',
    'cantar casado casal caso causa cerca certo chave checar cheio cidade claro codigo coisa comendo conte copo corda corpo',
    'corte crime dentes dentro deixou desde desse deste diretor direito direto disse doente dormir entao entende entre',
    'esconder espera esperando esperto espere essa essas esse esses esta estado estao estaria estava estavam este estes extra',
    'falando falou falso fato fica fico ficou ficara fila filha filho final fique fizer fonte fora forca foram forte franca',
    'gente ganha graca gracas historia hora houve idade inteiro intencao irei janela juntos lavar leite leste levar leve',
    'ligar linda linha lista livro longa longe longo lugar manda mande meio membro menos mente mentindo mentiu mercado mesma',
    'mesmos mexico minha minhas momento monte morreu morta morte morto muita muito mundo natal neste norte nossas',
    'nossos novo novos oeste olha olho onde ouro outra outras outro outros parado parede parque parte passa passagem passos',
    'pedi pedindo pedir pena pensa pense pensou perda perdido pessoal piada picada pista ponte porto possa premio pressa',
    'promessa pronto pude puder quando quanto quarta quarto queira quer querida quieto quinta quis reacao relacao resto rico',
    'rosto sabe sabem saia saindo segunda segundo segura sendo senhor senhora senti sente sentir sera serao seria serie sete',
    'sorte subir suficiente tempo tempos tenha tenho tente teoria tera terca teria terra tinha tinham tipo tire tocar todas',
    'tome tras ultimo vamos velha venha vendo video vidro visita visto vive vossa',
  ].flatMap((line) => line.split(' ')),
);
