import { Global, Module } from '@nestjs/common';
import { PrintedHeaders } from './printed-headers.js';
import { TicketsController } from './tickets.controller.js';
import { TokenIssuer } from './token-issuer.js';
import { BokbasenTokensController } from './tokens.controller.js';

/** Services that the roles of Bokbasen share: tokens, tickets and response headers. */
@Global()
@Module({
  controllers: [BokbasenTokensController, TicketsController],
  providers: [TokenIssuer, PrintedHeaders],
  exports: [PrintedHeaders],
})
export class BokbasenTokensModule {}
