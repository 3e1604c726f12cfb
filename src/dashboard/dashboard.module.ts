import { Module } from '@nestjs/common';
import { DashboardController } from './dashboard.controller.js';

/** The dashboard at `/`. */
@Module({ controllers: [DashboardController] })
export class DashboardModule {}
