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
  faultKinds,
  faultPhases,
  type FaultKind,
  type FaultPhase,
} from '../../sandbox/faults/fault.entity.js';

const MAX_DELAY_MS = 120_000;

function isDelay(value: unknown): boolean {
  const isMilliseconds = (one: unknown): one is number =>
    typeof one === 'number' && Number.isInteger(one) && one >= 0 && one <= MAX_DELAY_MS;
  if (typeof value !== 'object' || value === null) return isMilliseconds(value);
  const { min, max, ...more } = value as { min?: unknown; max?: unknown };
  return isMilliseconds(min) && isMilliseconds(max) && min <= max && Object.keys(more).length === 0;
}

export class CreateFaultRequest {
  @OneOf(
    faultKinds,
    'latency: the answer is late; status: another status; reset: the connection is gone; truncate: the answer is cut off; malformed: its body is broken; slow: it comes in drops',
    { example: 'status' },
  )
  kind!: FaultKind;

  @Optional()
  @OneOf(
    faultPhases,
    'before: the request is not processed (after a latency it is, and with slow in any case); after: it is processed, then the answer is spoiled',
    { default: 'before' },
  )
  when?: FaultPhase;

  @Optional()
  @Text('Only requests to this role of ours', { example: '{{role}}' })
  role?: string;

  @Optional()
  @Text('Only requests of this operation. A token endpoint is met by its name alone: issueToken', {
    example: '{{operation}}',
  })
  operation?: string;

  @Optional()
  @Text('Only requests of this client')
  client?: string;

  @Optional()
  @Num('How many of all requests meet it, from 0 to 1; the same ones of a sequence each time', {
    default: 1,
  })
  probability?: number;

  @Optional()
  @Int('How many requests it meets at the most', { example: 1 })
  times?: number;

  @Optional()
  @Timestamp("Until when it is there, in the workspace's time")
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
    'latency, slow: milliseconds, a number or {min, max}; 1000 when absent',
  )
  delayMs?: number | { min: number; max: number };

  @Optional()
  @Int(
    'status: the one that is answered, 503 when absent; of an answer that is broken before the request is processed: its status',
    { example: 503 },
  )
  status?: number;
}

export class FaultRule extends CreateFaultRequest {
  @Uuid('Identity; sorts by time')
  id!: string;

  @Int('Requests that it has met')
  met!: number;
}

export class FaultRulePage {
  @ListOf(() => FaultRule, 'The newest first')
  items!: FaultRule[];
}
