/** Words that are right as they stand, although they look like slips of a sign. */
export const rightWords: ReadonlySet<string> = new Set(
  [
    // of danger and health
    'estrada confusao conclusao conclusoes enganado enganada baseado baseada sagrado consciente encarando demasiado concussao esmagado',
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
  ].flatMap((line) => line.split(' ')),
);
