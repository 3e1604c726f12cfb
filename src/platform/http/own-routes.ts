import findMyWay, { type HTTPMethod } from 'find-my-way';

/** Routes of this server that belong to no API, for the 405 of their other methods. */
export class OwnRoutes {
  private readonly router = findMyWay({ maxParamLength: 1000, ignoreTrailingSlash: true });
  private readonly methods = new Set<HTTPMethod>();

  add(methods: string | string[], path: string): void {
    for (const name of [methods].flat()) {
      const method = name as HTTPMethod;
      this.methods.add(method);
      this.router.on(method, path, () => undefined);
    }
  }

  /** Methods of a path, in the order in which their routes were added. */
  methodsOf(path: string): HTTPMethod[] {
    return [...this.methods].filter((method) => this.router.find(method, path) !== null);
  }
}
