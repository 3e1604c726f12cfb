import { Global, Module } from '@nestjs/common';
import { PrintedHeaders } from './printed-headers.js';
import { TicketsController } from './tickets.controller.js';
import { TokenIssuer } from './token-issuer.js';
import { BokbasenTokensController } from './tokens.controller.js';

/** What the roles of Bokbasen share: where tokens and tickets come from, and how headers are written. */
@Global()
@Module({
  controllers: [BokbasenTokensController, TicketsController],
  providers: [TokenIssuer, PrintedHeaders],
  exports: [PrintedHeaders],
})
export class BokbasenTokensModule {}
