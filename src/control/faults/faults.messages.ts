import {
  CustomType,
  Int,
  ListOf,
  Num,
  OneOf,
  Optional,
  Text,
  Timestamp,
  Uuid,
} from '../../platform/validation/fields.js';
import {
  faultEffects,
  faultKinds,
  faultPhaseEffects,
  faultPhases,
  type FaultKind,
  type FaultPhase,
} from '../../sandbox/faults/fault.entity.js';

const MAX_DELAY_MS = 120_000;

/** Values with their effects: `before: …; after: …`. */
function listOf(effects: Readonly<Record<string, string>>): string {
  return Object.entries(effects)
    .map(([value, effect]) => `${value}: ${effect}`)
    .join('; ');
}

function isDelay(value: unknown): boolean {
  const isMilliseconds = (ms: unknown): ms is number =>
    typeof ms === 'number' && Number.isInteger(ms) && ms >= 0 && ms <= MAX_DELAY_MS;
  if (typeof value !== 'object' || value === null) return isMilliseconds(value);
  const { min, max, ...more } = value as { min?: unknown; max?: unknown };
  return isMilliseconds(min) && isMilliseconds(max) && min <= max && Object.keys(more).length === 0;
}

export class CreateFaultRequest {
  @OneOf(faultKinds, listOf(faultEffects), { example: 'status' })
  kind!: FaultKind;

  @Optional()
  @OneOf(faultPhases, listOf(faultPhaseEffects), { default: 'before' })
  when?: FaultPhase;

  @Optional()
  @Text('Match only requests to this role of the sandbox', { example: '{{role}}' })
  role?: string;

  @Optional()
  @Text(
    'Match only requests of this operation. Token endpoints match only by their name: issueToken',
    {
      example: '{{operation}}',
    },
  )
  operation?: string;

  @Optional()
  @Text('Match only requests of this client')
  client?: string;

  @Optional()
  @Num(
    'Share of the matching requests that get the fault, from 0 to 1; the same sequence of requests always gets the same faults',
    {
      default: 1,
    },
  )
  probability?: number;

  @Optional()
  @Int('Maximum number of requests that get the fault', { example: 1 })
  times?: number;

  @Optional()
  @Timestamp('Time at which the rule expires, in workspace time')
  expiresAt?: string;

  @Optional()
  @CustomType(
    isDelay,
    `whole milliseconds from 0 to ${MAX_DELAY_MS}, or {min, max} of them`,
    {
      oneOf: [
        { type: 'integer', minimum: 0, maximum: MAX_DELAY_MS },
        {
          type: 'object',
          required: ['min', 'max'],
          properties: { min: { type: 'integer' }, max: { type: 'integer' } },
        },
      ],
    },
    'Delay of latency and slow in milliseconds: a number or {min, max}; default 1000',
  )
  delayMs?: number | { min: number; max: number };

  @Optional()
  @Int(
    'HTTP status of the fault response, default 503; also for a truncated or malformed response before the request is processed',
    { example: 503 },
  )
  status?: number;
}

export class FaultRule extends CreateFaultRequest {
  @Uuid('Id of the fault rule; sorts by time')
  id!: string;

  @Int('Number of requests that got the fault')
  met!: number;
}

export class FaultRulePage {
  @ListOf(() => FaultRule, 'Fault rules, newest first')
  items!: FaultRule[];
}
