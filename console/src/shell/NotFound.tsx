export function NotFound() {
  return (
    <main className="page">
      <h1>Não há nada neste endereço</h1>
      <p>
        <a href="/console">Ir para o início</a>
      </p>
    </main>
  );
}
