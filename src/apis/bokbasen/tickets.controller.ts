import { Controller, Delete, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { equalsConstantTime } from '../../platform/oauth/client-secret.js';
import { Clients } from '../../platform/oauth/clients.js';
import { TokenPathGuard } from '../../platform/oauth/token-path.guard.js';
import { Tickets } from '../../platform/oauth/tickets/tickets.js';
import { textOf, type RawBody } from '../../platform/http/raw-body.js';
import { PrintedHeaders } from './printed-headers.js';
import { bokbasenProblems } from './errors.js';

const LIFETIME_MS = 2 * 3_600_000;
const TICKET_HEADER = 'Boknett-TGT';

/**
 * Login of the older platform: a ticket for user name and password. Its clients send a form without
 * a Content-Type.
 */
@ApiExcludeController()
@UseGuards(TokenPathGuard)
@Controller('boknett/login/v1/tickets')
export class TicketsController {
  constructor(
    private readonly clients: Clients,
    private readonly tickets: Tickets,
    private readonly headers: PrintedHeaders,
  ) {}

  @Post()
  @HttpCode(201)
  async issue(
    @Req() { body, exchange }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    exchange.operation = 'issueTicket';
    const form = new URLSearchParams(textOf(body as RawBody | undefined));
    const [username, password] = [form.get('username'), form.get('password')];
    if (!username) throw bokbasenProblems.badRequest('username is missing in the form');
    if (!password) throw bokbasenProblems.badRequest('password is missing in the form');
    const client = this.clients.find(username);
    const good =
      client && client.audiences.length > 0 && equalsConstantTime(client.clientSecret, password);
    if (!good) throw bokbasenProblems.badRequest('username is unknown, or the password is wrong');
    const ticket = await this.tickets.issue(
      client,
      LIFETIME_MS,
      (number, chance) => `TGT-${number}-${chance}-login.boknett.no`,
    );
    this.headers.set(reply, { [TICKET_HEADER]: ticket });
  }

  @Delete(':ticket')
  @HttpCode(200)
  async drop(@Req() { exchange }: FastifyRequest, @Param('ticket') ticket: string): Promise<void> {
    exchange.operation = 'dropTicket';
    const before = await this.tickets.delete(ticket);
    if (before === undefined) throw bokbasenProblems.badRequest('the ticket does not exist');
    if (before === 'deleted') throw bokbasenProblems.badRequest('the ticket was deleted before');
  }
}
