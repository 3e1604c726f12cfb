import {
  Header,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  UseGuards,
  UseInterceptors,
  applyDecorators,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { tap } from 'rxjs';
import { OPERATION } from '../api/operation-of.js';
import type { Operation } from '../api/operation.js';
import { documentation } from './operation-documentation.js';
import { mountedPath, mountsOf, routeTemplate } from '../api/mounts.js';

/**
 * Lets a handler serve an operation. Routes, guard, success code and documentation come from the
 * table of operations. The controller has no path of its own.
 */
export function ImplementsOperation(operation: Operation): MethodDecorator {
  const { api, method, servedBy, successStatus, response } = operation;
  const routes = mountsOf(api, servedBy).flatMap((mount) => {
    const path = mountedPath(mount, operation);
    return path === undefined ? [] : [mount.route + routeTemplate(path)];
  });
  return applyDecorators(
    SetMetadata(OPERATION, operation),
    RequestMapping({ method: RequestMethod[method], path: routes }),
    HttpCode(successStatus),
    ...responseType(response?.mediaType),
    UseGuards(api.guard),
    ...documentation(operation),
  );
}

/** Serializes JSON itself: Fastify appends a charset to every JSON type that it serializes. */
const jsonSerializer: NestInterceptor = {
  intercept: (context, next) => {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const serialise = (): void => void reply.serializer((body) => JSON.stringify(body));
    return next.handle().pipe(tap(serialise));
  },
};

function responseType(mediaType: string | undefined): MethodDecorator[] {
  if (mediaType === undefined) return [];
  const json = mediaType.endsWith('json') ? [UseInterceptors(jsonSerializer)] : [];
  return [Header('content-type', mediaType), ...json];
}
