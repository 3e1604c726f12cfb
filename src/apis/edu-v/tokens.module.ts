import { Module } from '@nestjs/common';
import { EduvTokensController } from './tokens.controller.js';

@Module({ controllers: [EduvTokensController] })
export class EduvTokensModule {}
