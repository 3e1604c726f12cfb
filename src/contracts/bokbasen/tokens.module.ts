import { Module } from '@nestjs/common';
import { TicketsController } from './tickets.controller.js';
import { TokenIssuer } from './token-issuer.js';
import { BokbasenTokensController } from './tokens.controller.js';

@Module({ controllers: [BokbasenTokensController, TicketsController], providers: [TokenIssuer] })
export class BokbasenTokensModule {}
