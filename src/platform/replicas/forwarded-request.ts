import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createHmac } from 'node:crypto';
import { equalsConstantTime } from '../oauth/client-secret.js';

/** Header of a request that another process forwarded: its workspace and a signature. */
export const FORWARDED_HEADER = 'sandbox-forwarded';
/** Header of the answer 421 of a process that does not own the workspace. No API of a partner has it. */
export const NOT_OWNER_HEADER = 'sandbox-not-owner';

/** Signs the requests that the processes forward to each other, with a secret of the database. */
@Injectable()
export class ForwardedRequests {
  private secret = '';

  /** Sets the secret. Before, no request counts as forwarded. */
  signWith(secret: string): void {
    this.secret = secret;
  }

  /** Value of the header of a request to the owner of a workspace. */
  headerOf(request: Pick<FastifyRequest, 'method' | 'originalUrl'>, workspace: string): string {
    return `${workspace}.${this.signatureOf(request, workspace)}`;
  }

  /** Removes the header, and returns its workspace; undefined: the request comes from a partner. */
  take(request: FastifyRequest): string | undefined {
    const { headers } = request.raw;
    const header = headers[FORWARDED_HEADER];
    if (header === undefined) return undefined;
    delete headers[FORWARDED_HEADER];
    const [workspace = '', signature = ''] = String(header).split('.');
    const isSigned =
      this.secret !== '' && equalsConstantTime(signature, this.signatureOf(request, workspace));
    return isSigned ? workspace : undefined;
  }

  private signatureOf(
    { method, originalUrl }: Pick<FastifyRequest, 'method' | 'originalUrl'>,
    workspace: string,
  ): string {
    const signed = [workspace, method, originalUrl].join('\n');
    return createHmac('sha256', this.secret).update(signed).digest('hex');
  }
}
