import { HttpAdapterHost } from '@nestjs/core';
import { mountedPath, mountsOf, routeTemplate } from '../../../src/platform/api/mounts.js';
import type { Operation } from '../../../src/platform/api/operation.js';
import { roles } from '../../../src/roles/index.js';
import type { TestServer } from '../../support/test-server.js';

/** An operation of a partner API at one of its paths. */
export interface MountedOperation {
  operation: Operation;
  /** Method and path of the registered route. */
  route: string;
  /** All paths by which it is reached, with the example of each parameter. */
  paths: string[];
  legacy: boolean;
}

const LINE = /^(?<indent>[│ ]*)[├└]── (?<path>\S+)(?: \((?<methods>[A-Z, ]+)\))?$/;

/** Method and path of every registered route. `HEAD` is left out: it belongs to each `GET`. */
export function routesOf(server: TestServer): string[] {
  const { httpAdapter } = server.provider(HttpAdapterHost);
  const fastify = httpAdapter.getInstance<{ printRoutes(options: object): string }>();
  const parents: string[] = [];
  return fastify
    .printRoutes({ commonPrefix: false })
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const { indent = '', path = '', methods = '' } = LINE.exec(line)?.groups ?? {};
      if (path === '') throw new Error(`unexpected line of printRoutes: ${line}`);
      const depth = indent.length / 4;
      const route = `${parents[depth - 1] ?? ''}${path}`;
      // A child of the root has no slash of its own, and its own children have one.
      parents[depth] = route;
      return methods
        .split(', ')
        .filter((method) => method !== '' && method !== 'HEAD')
        .map((method) => `${method} ${route}`);
    });
}

/** Every operation of the partner APIs at each of its routes. */
export function mountedOperations(): MountedOperation[] {
  return roles.flatMap(({ name: role, apis }) =>
    apis.flatMap((api) =>
      Object.values(api.operations)
        .filter(({ servedBy }) => servedBy === role)
        .flatMap((operation) =>
          mountsOf(api, role).flatMap((mount) => {
            const path = mountedPath(mount, operation);
            if (path === undefined) return [];
            const example = path.replaceAll(
              /\{(\w+)\}/g,
              (_, name: string) => operation.parameters?.[name]?.example ?? 'unknown',
            );
            return {
              operation,
              route: `${operation.method} ${mount.route}${routeTemplate(path)}`,
              paths: [...mount.bases, ...mount.rootBases].map((base) => base + example),
              legacy: mount.legacy,
            };
          }),
        ),
    ),
  );
}
