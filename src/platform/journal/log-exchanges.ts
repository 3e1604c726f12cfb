import type { Logger } from 'pino';
import type { LogFormat } from '../config/config.js';
import type { ShownExchange } from '../observability/exchange-line.js';
import { DEFAULT_WORKSPACE } from '../workspaces/workspaces.js';
import type { Exchange } from './exchange.js';
import type { Journal } from './journal.js';

/**
 * Logs each exchange: in the format for a reader at level info, otherwise at level debug. The log has no values of messages, because
 * they may be personal data: a finding has the text of its requirement, and only a request without an operation has its path.
 */
export function logExchanges(journal: Journal, log: Logger, format: LogFormat): void {
  const level = format === 'pretty' ? 'info' : 'debug';
  if (!log.isLevelEnabled(level)) return;
  journal.listenToAll((exchange) => log[level]({ exchange: shown(exchange, journal) }, 'exchange'));
}

function shown(exchange: Exchange, journal: Journal): ShownExchange {
  const { at, direction, peer, workspace, role, operation, client, method } = exchange;
  const { status, durationMs, findings, nearMiss } = exchange;
  return {
    at,
    direction,
    peer,
    ...(workspace !== undefined && workspace !== DEFAULT_WORKSPACE && { workspace }),
    role,
    operation,
    client,
    method,
    ...(operation === undefined && { path: journal.redactedPath(exchange) }),
    status,
    durationMs,
    findings: findings.map((violation) => {
      const { level, requirement, pointer, text } = journal.redactedViolation(violation);
      return { level, requirement, pointer, text };
    }),
    nearMiss: nearMiss && { role: nearMiss.role, operation: nearMiss.operation },
  };
}
