/** A screen that could not be drawn, instead of the router's own words; the error itself stands in the browser's log. */
export function ScreenFailed() {
  return (
    <div className="page" role="alert">
      <h1>Algo deu errado nesta tela.</h1>
      <p className="row-line">
        <button type="button" className="button main" onClick={() => location.reload()}>
          Recarregar
        </button>
        <a className="button" href="/console">
          Ir para o início
        </a>
      </p>
    </div>
  );
}
