/** Which view is open. It lies in the address, so that Back, a reload and a restart lead to the same place. */

export type Route =
  | { readonly view: 'drafts' }
  | { readonly view: 'draft'; readonly id: string }
  | { readonly view: 'conflict'; readonly id: string }
  /** An incident that runs, or what came out of it. */
  | { readonly view: 'incident'; readonly id: string }
  | { readonly view: 'insights' }
  | { readonly view: 'settings' };

export function readRoute(hash: string): Route {
  const [, id, part] = /^#\/drafts\/([\w-]+)(?:\/(conflict|incident))?$/.exec(hash) ?? [];
  if (id !== undefined) return { view: part === 'conflict' || part === 'incident' ? part : 'draft', id };
  if (hash === '#/insights') return { view: 'insights' };
  return hash === '#/settings' ? { view: 'settings' } : { view: 'drafts' };
}

export function writeRoute(route: Route): string {
  switch (route.view) {
    case 'draft':
      return `#/drafts/${route.id}`;
    case 'conflict':
    case 'incident':
      return `#/drafts/${route.id}/${route.view}`;
    case 'insights':
      return '#/insights';
    case 'settings':
      return '#/settings';
    case 'drafts':
      return '#/';
  }
}

export class Router {
  readonly #page: Window;
  readonly #changed: (route: Route) => void;
  #route = $state.raw<Route>({ view: 'drafts' });

  /** @param changed told of the route at the start and whenever it changes */
  constructor(page: Window, changed: (route: Route) => void) {
    this.#page = page;
    this.#changed = changed;
    const read = (): void => this.#enter(readRoute(page.location.hash));
    page.addEventListener('popstate', read);
    read();
  }

  get route(): Route {
    return this.#route;
  }

  go(route: Route): void {
    const hash = writeRoute(route);
    if (hash !== this.#page.location.hash) this.#page.history.pushState(null, '', hash);
    this.#enter(route);
  }

  /** Goes without leaving a trace for Back. */
  replace(route: Route): void {
    this.#page.history.replaceState(null, '', writeRoute(route));
    this.#enter(route);
  }

  #enter(route: Route): void {
    this.#route = route;
    this.#changed(route);
  }
}
