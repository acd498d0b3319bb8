import { errorEntry, type ErrorEntry } from '../../../domain/error.ts';

/** What is refused before any use case sees it, and what is nobody's rule. */
export const httpErrors = [
  errorEntry('http.invalid-request', 'malformed', {
    message: {
      en: 'Something in the request is missing, too much, or not what it should be',
      pt: 'Falta algo no pedido, sobra algo, ou algo não está como deveria',
    },
    hint: {
      en: 'details.problems names each place; /docs shows what is expected.',
      pt: 'details.problems aponta cada lugar; /docs mostra o que é esperado.',
    },
  }),
  errorEntry('http.body-unreadable', 'malformed', {
    message: {
      en: 'The body is not JSON in UTF-8, or nested too deeply',
      pt: 'O corpo não é JSON em UTF-8, ou tem níveis demais',
    },
    hint: { en: 'Send a JSON object in UTF-8.', pt: 'Envie um objeto JSON em UTF-8.' },
  }),
  errorEntry('http.body-incomplete', 'malformed', {
    message: { en: 'The body broke off', pt: 'O corpo foi interrompido' },
    hint: { en: 'Send it again.', pt: 'Envie de novo.' },
    action: 'Se for frequente, verifique o proxy na frente do serviço.',
    retryable: true,
  }),
  errorEntry('http.body-too-slow', 'too-slow', {
    message: {
      en: 'The body did not arrive in time; nothing was begun',
      pt: 'O corpo não chegou a tempo; nada foi feito',
    },
    hint: {
      en: 'Send it again, over a better line or in one piece.',
      pt: 'Envie de novo, com uma conexão melhor ou de uma vez só.',
    },
    action: 'Se for frequente, verifique a rede e o proxy na frente do serviço.',
    retryable: true,
  }),
  errorEntry('http.unreadable-request', 'malformed', {
    message: { en: 'This is not HTTP as we understand it', pt: 'Isto não é HTTP que entendemos' },
    action: 'Se vier de um proxy da casa, verifique a configuração dele.',
  }),
  errorEntry('http.cursor-invalid', 'malformed', {
    message: { en: 'The cursor is not one of this list', pt: 'O cursor não é desta lista' },
    hint: {
      en: 'Pass on nextCursor as it came, or start without a cursor.',
      pt: 'Repasse nextCursor como veio, ou comece sem cursor.',
    },
  }),
  errorEntry('http.idempotency-key-invalid', 'malformed', {
    message: {
      en: 'The Idempotency-Key is not 1 to 255 plain characters',
      pt: 'A Idempotency-Key não tem de 1 a 255 caracteres simples',
    },
    hint: { en: 'Use a uuid.', pt: 'Use um uuid.' },
  }),
  errorEntry('http.idempotency-key-missing', 'malformed', {
    message: { en: 'The request carries no Idempotency-Key', pt: 'O pedido não traz Idempotency-Key' },
    hint: {
      en: 'Send a new key for every new request, and the same key when you repeat a request.',
      pt: 'Envie uma chave nova para cada pedido novo, e a mesma chave ao repetir um pedido.',
    },
  }),
  errorEntry('http.unknown-route', 'not-found', {
    message: { en: 'There is no such address', pt: 'Este endereço não existe' },
    hint: { en: '/docs lists what there is.', pt: '/docs lista o que existe.' },
  }),
  errorEntry('http.method-not-allowed', 'wrong-method', {
    message: { en: 'The method is not possible here', pt: 'Este método não é possível aqui' },
    hint: { en: 'The header Allow lists those that are.', pt: 'O cabeçalho Allow lista os possíveis.' },
  }),
  errorEntry('http.idempotency-in-progress', 'conflict', {
    message: {
      en: 'The same request is being worked on right now',
      pt: 'O mesmo pedido está sendo atendido agora',
    },
    hint: { en: 'Send it again after Retry-After.', pt: 'Envie de novo depois de Retry-After.' },
    retryable: true,
  }),
  errorEntry('http.idempotency-key-reused', 'conflict', {
    message: {
      en: 'The Idempotency-Key was used for another request before',
      pt: 'A Idempotency-Key já foi usada em outro pedido',
    },
    hint: { en: 'Use a new key for a new request.', pt: 'Use uma chave nova para um pedido novo.' },
  }),
  errorEntry('http.version-missing', 'precondition-missing', {
    message: {
      en: 'The request does not say which version it changes',
      pt: 'O pedido não diz qual versão altera',
    },
    hint: {
      en: 'Send If-Match with the ETag of what you have read.',
      pt: 'Envie If-Match com a ETag do que você leu.',
    },
  }),
  errorEntry('http.version-invalid', 'malformed', {
    message: {
      en: 'If-Match or If-None-Match is not one of our ETags',
      pt: 'If-Match ou If-None-Match não é uma das nossas ETags',
    },
    hint: {
      en: 'Pass the ETag on as it came, with its quotes.',
      pt: 'Repasse a ETag como veio, com as aspas.',
    },
  }),
  errorEntry('http.body-too-large', 'too-large', {
    message: {
      en: 'The body is larger than this route takes',
      pt: 'O corpo é maior do que este endereço aceita',
    },
    hint: { en: 'Send less.', pt: 'Envie menos.' },
  }),
  errorEntry('http.length-missing', 'malformed', {
    message: {
      en: 'The request does not say how long its file is',
      pt: 'O pedido não diz o tamanho do arquivo',
    },
    hint: {
      en: 'Send Content-Length, with the file as the body.',
      pt: 'Envie Content-Length, com o arquivo como corpo.',
    },
  }),
  errorEntry('http.unsupported-content', 'unsupported', {
    message: {
      en: 'The body is not application/json in UTF-8, uncompressed',
      pt: 'O corpo não é application/json em UTF-8, sem compressão',
    },
    hint: { en: 'Send `Content-Type: application/json`.', pt: 'Envie `Content-Type: application/json`.' },
  }),
  errorEntry('http.rate-limited', 'too-many', {
    message: {
      en: 'Too many requests of this caller, for this clinic or to this route',
      pt: 'Pedidos demais de quem chama, para esta clínica ou para este endereço',
    },
    hint: { en: 'Wait for Retry-After.', pt: 'Espere o tempo de Retry-After.' },
    action: 'Se for uso legítimo, aumente RATE_LIMIT_API_*.',
    retryable: true,
  }),
  errorEntry('http.too-many-streams', 'too-many', {
    message: {
      en: 'Too many readers watch this clinic, or this process, already',
      pt: 'Leitores demais já acompanham esta clínica ou este processo',
    },
    hint: {
      en: 'Close what is not looked at, or come again after Retry-After.',
      pt: 'Feche o que não está em uso, ou volte depois de Retry-After.',
    },
    action: 'Se forem leitores legítimos, suba mais processos web.',
    retryable: true,
  }),
  errorEntry('http.overloaded', 'too-many', {
    message: { en: 'Too many requests at once', pt: 'Pedidos demais ao mesmo tempo' },
    hint: { en: 'Wait for Retry-After.', pt: 'Espere o tempo de Retry-After.' },
    action: 'Suba mais processos web, ou veja o que está lento no Postgres.',
    retryable: true,
  }),
  errorEntry('http.bodies-too-many', 'unavailable', {
    message: {
      en: 'Too many webhook bodies are being read at once',
      pt: 'Corpos de webhook demais estão sendo lidos ao mesmo tempo',
    },
    hint: { en: 'Send it again later.', pt: 'Envie de novo mais tarde.' },
    action:
      'A Meta reenvia sozinha. Se durar, alguém pode estar mandando corpos grandes sem assinatura válida: veja o proxy.',
    retryable: true,
  }),
  errorEntry('http.timeout', 'unavailable', {
    message: {
      en: 'The work took too long; whether it was done is not known',
      pt: 'O trabalho demorou demais; não se sabe se foi feito',
    },
    hint: {
      en: 'Look, or repeat it with the same Idempotency-Key.',
      pt: 'Confira, ou repita com a mesma Idempotency-Key.',
    },
    action: 'Procure o requestId no log e veja o que demorou.',
    retryable: true,
  }),
  errorEntry('http.internal-error', 'internal', {
    message: { en: 'Something went wrong on our side', pt: 'Algo deu errado do nosso lado' },
    hint: { en: 'Tell us the requestId.', pt: 'Informe o requestId ao suporte.' },
    action: 'É um defeito: procure o requestId no log e abra um chamado com ele.',
  }),
  errorEntry('http.starting', 'unavailable', {
    message: { en: 'The service is starting', pt: 'O serviço está iniciando' },
    action: 'Aguarde alguns segundos; se não terminar, veja o log da partida.',
    retryable: true,
  }),
  errorEntry('health.not-ready', 'unavailable', {
    message: {
      en: 'The database does not answer, or the process is stopping',
      pt: 'O banco não responde, ou o processo está parando',
    },
    action: 'Verifique o Postgres; durante uma parada é normal.',
    retryable: true,
  }),
  errorEntry('webhook.verification-refused', 'forbidden', {
    message: { en: 'The verification request is not ours', pt: 'O pedido de verificação não é nosso' },
    action: 'Confira WEBHOOK_VERIFY_TOKEN e o token no painel da Meta.',
  }),
  errorEntry('http.metrics-refused', 'unauthenticated', {
    message: { en: 'The metrics are not for everybody', pt: 'As métricas não são para todos' },
    hint: {
      en: 'Send METRICS_TOKEN as a bearer token; without one only a development answers, on its own machine.',
      pt: 'Envie METRICS_TOKEN como bearer token; sem ele, só o desenvolvimento responde, na própria máquina.',
    },
    action: 'Configure METRICS_TOKEN aqui e no coletor de métricas.',
  }),
  errorEntry('webhook.signature-invalid', 'unauthenticated', {
    message: { en: 'The signature does not fit the body', pt: 'A assinatura não confere com o corpo' },
    action: 'Confira META_APP_SECRET. Se estiver certo, alguém de fora chama o webhook: ignore.',
  }),
  errorEntry('webhook.signer-foreign', 'unauthenticated', {
    message: {
      en: 'The app that signed it may not speak for these numbers',
      pt: 'O aplicativo que assinou não responde por estes números',
    },
    action:
      'Veja, no painel da Meta, qual aplicativo está inscrito na conta do número; o app secret salvo tem de ser o dele.',
  }),
] satisfies readonly ErrorEntry[];

export type HttpErrorCode = (typeof httpErrors)[number]['code'];
