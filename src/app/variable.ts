import { Expose } from 'class-transformer';
import { ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import { durationMs } from '../platform/time/duration.js';

/** Documentation of an environment variable. */
interface VariableDocumentation {
  /** In Markdown. A path like `docs/limits.md` refers to a document. */
  description: string;
  /** Default in Markdown, where it is not the value of the property. */
  default?: string;
  /** Allowed values; default: those of the rules. */
  allowed?: string;
}

const documentation = new Map<string, VariableDocumentation>();
const allowedTexts = new Map<string, string>();

/** Reads the property from the environment variable of its name. */
export function Variable(
  description: string,
  more: Omit<VariableDocumentation, 'description'> = {},
): PropertyDecorator {
  return (target, key) => {
    documentation.set(String(key), { description, ...more });
    Expose()(target, key);
  };
}

/** Documentation of each variable, with its allowed values. */
export function documentedVariables(): [name: string, VariableDocumentation][] {
  return [...documentation].map(([name, documented]) => {
    const allowed = allowedTexts.get(name);
    return [name, { ...(allowed !== undefined && { allowed }), ...documented }];
  });
}

/** Text of a `SettingError`: the variable, its value, and the allowed values. */
export function notAllowed(name: string, value: string, allowed: string): string {
  return `${name}=${value} is not allowed: ${allowed}`;
}

/** Rule for the text of a variable, or for each text of a list. `display` hides secrets in error texts. */
export function Allowed(
  allowed: string,
  isAllowed: (text: string) => boolean,
  display: (text: string) => string = (text) => text,
): PropertyDecorator {
  const firstInvalid = (value: unknown): string | undefined =>
    [value as string | string[]].flat().find((text) => !isAllowed(text));
  const validate = (value: unknown): boolean => firstInvalid(value) === undefined;
  const message = ({ property, value }: ValidationArguments): string =>
    notAllowed(property, display(firstInvalid(value) ?? ''), allowed);
  return (target, key) => {
    allowedTexts.set(String(key), allowed);
    ValidateIf((_, value) => value !== undefined)(target, key);
    ValidateBy({ name: allowed, validator: { validate } }, { message })(target, key);
  };
}

export function OneOf(values: readonly string[]): PropertyDecorator {
  return Allowed(`one of ${values.join(', ')}`, (text) => values.includes(text));
}

export function Duration(): PropertyDecorator {
  return Allowed(
    'an ISO 8601 duration of weeks, days, hours, minutes or seconds, for example PT0.2S or P1D',
    (text) => durationMs(text) !== undefined,
  );
}
