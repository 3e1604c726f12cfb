import { assertKnownFields, fieldsOf } from '../known-fields.js';
import type { Exchange, Level } from '../types.js';
import type { Workspace } from '../workspace/workspace.js';
import { withRefusals, type BrokenRequirement } from './broken-requirements.js';
import { hint, type MatcherContext, type MatcherResult } from './context.js';
import { undeliveredLines } from '../text/delivery-text.js';
import { exchangeLine, indent, placeText, TOKEN_REFUSAL } from '../text/exchange-text.js';

/** Options of `toHaveNoViolations`. */
export interface ViolationOptions {
  /** Least level that counts: `MUST` (default); `SHOULD`: MUST and SHOULD; `INFO`: all. */
  level?: Level;
}

const LEVELS: readonly Level[] = ['MUST', 'SHOULD', 'INFO'];
/** Findings of a requirement that a message lists. */
const MAX_FINDINGS = 5;

const OPTIONS = fieldsOf<ViolationOptions>({ level: true });

/** The levels that count. Throws an error of one line for an option that JavaScript would ignore. */
function levelsOf(options: ViolationOptions): readonly Level[] {
  assertKnownFields('the options of toHaveNoViolations', options, OPTIONS);
  const { level = 'MUST' } = options;
  if (LEVELS.includes(level)) return LEVELS.slice(0, LEVELS.indexOf(level) + 1);
  throw new TypeError(`There is no level ${level}. The levels are ${LEVELS.join(', ')}.`);
}

/** Passes if a workspace, or an exchange, breaks no requirement. */
export function checkViolations(
  context: MatcherContext,
  received: unknown,
  options: ViolationOptions = {},
): MatcherResult | Promise<MatcherResult> {
  if (isExchange(received)) return exchangeResult(context, received, levelsOf(options));
  if (isWorkspace(received)) return workspaceResult(context, received, levelsOf(options));
  const text = context.utils.printReceived(received);
  throw new TypeError(
    `${hint(context, 'toHaveNoViolations', 'received')}\n\nreceived must be a workspace or an exchange of Ketenlab, but it is ${text}`,
  );
}

function exchangeResult(
  context: MatcherContext,
  exchange: Exchange,
  levels: readonly Level[],
): MatcherResult {
  const findings = exchange.findings.filter(({ level }) => levels.includes(level));
  const lines = findings.flatMap((one) => [
    ...indent([`${one.requirement} (${one.level}) ${one.text}`], 2),
    ...indent([differenceLine(one), `source: ${one.source}`], 4),
  ]);
  const summary =
    findings.length === 0
      ? `The exchange breaks no requirement of level ${levels.join(', ')}:`
      : `The exchange breaks requirements of level ${levels.join(', ')}:`;
  return {
    pass: findings.length === 0,
    message: () =>
      [
        hint(context, 'toHaveNoViolations', 'exchange'),
        '',
        summary,
        `  ${exchangeLine(exchange)}`,
        '',
        ...lines,
      ]
        .join('\n')
        .trimEnd(),
  };
}

async function workspaceResult(
  context: MatcherContext,
  workspace: Workspace,
  levels: readonly Level[],
): Promise<MatcherResult> {
  const { requirements } = await workspace.conformance();
  const counted = requirements.filter(({ level }) => levels.includes(level));
  const broken = withRefusals(counted, await workspace.tokenRefusals(), levels);
  const lines: string[] = [];
  for (const one of broken) lines.push(...(await requirementLines(workspace, one)), '');
  const undelivered = await undeliveredLines(workspace.deliveries);
  const checked = counted.filter(({ held }) => held > 0).length;
  const summary =
    broken.length === 0
      ? `Workspace ${workspace.id} breaks no requirement of level ${levels.join(', ')}; ${checked} were checked.`
      : `Workspace ${workspace.id} breaks ${broken.length} of the requirements of level ${levels.join(', ')}:`;
  return {
    pass: broken.length === 0 && undelivered.length === 0,
    message: () =>
      [hint(context, 'toHaveNoViolations', 'workspace'), '', summary, '', ...lines, ...undelivered]
        .join('\n')
        .trimEnd(),
  };
}

async function requirementLines(
  workspace: Workspace,
  { id, level, text, source, findings, departed, refusals }: BrokenRequirement,
): Promise<string[]> {
  const lines = [...indent([`${id} (${level}) ${text}`], 2)];
  for (const finding of findings.slice(0, MAX_FINDINGS)) {
    const exchange = finding.exchange && (await find(workspace, finding.exchange));
    const where = exchange ? exchangeLine(exchange) : (finding.operation ?? 'no exchange');
    lines.push(...indent([where], 4), ...indent([differenceLine(finding)], 6));
  }
  const more = departed - Math.min(findings.length, MAX_FINDINGS);
  if (more > 0) lines.push(`    … and ${more} more`);
  for (const { exchange, finding } of refusals.slice(0, MAX_FINDINGS))
    lines.push(
      ...indent([exchangeLine(exchange)], 4),
      ...indent([differenceLine(finding), TOKEN_REFUSAL], 6),
    );
  const moreRefusals = refusals.length - MAX_FINDINGS;
  if (moreRefusals > 0) lines.push(`    … and ${moreRefusals} more ${TOKEN_REFUSAL}`);
  return [...lines, `    source: ${source}`];
}

/** An exchange; undefined: it is no longer in the journal. */
async function find(workspace: Workspace, id: string): Promise<Exchange | undefined> {
  return workspace.exchanges.get(id).catch(() => undefined);
}

function differenceLine(one: { pointer: string; expected: string; seen: string }): string {
  return `${placeText(one.pointer)}: expected ${one.expected}, seen ${one.seen}`;
}

function isExchange(value: unknown): value is Exchange {
  return Array.isArray((value as Partial<Exchange> | null | undefined)?.findings);
}

/** True for a workspace of the library. `instanceof` fails if a test loads the library twice. */
export function isWorkspace(value: unknown): value is Workspace {
  const { conformance, exchanges } = (value ?? {}) as Partial<Workspace>;
  return typeof conformance === 'function' && typeof exchanges === 'object';
}
