import { Expose, Transform } from 'class-transformer';
import { CustomType, FreeForm, Nested, Optional } from '../../../platform/validation/fields.js';

type Json = Record<string, unknown>;

/** YAML reads `9789000000017` as a number; for a setting it is a text. */
function isText(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** A text of the configuration file, or a number in its place. */
export function Setting(description: string): PropertyDecorator {
  return (target, key) => {
    CustomType(isText, 'text', { type: 'string' }, description)(target, key);
    Expose()(target, key);
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'number' ? String(value) : value,
    )(target, key);
  };
}

export function OptionalSetting(description: string): PropertyDecorator {
  return optional(Setting(description));
}

/** A list of texts, or of numbers in their place. */
export function ListSetting(description: string): PropertyDecorator {
  const fits = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
  return optional(CustomType(fits, 'a list of strings', { type: 'array' }, description));
}

/** An object of any shape, or the text that stands for it. */
export function TextOrObjectSetting(description: string): PropertyDecorator {
  const fits = (value: unknown): boolean => isText(value) || isObject(value);
  return optional(CustomType(fits, 'a string or an object', {}, description));
}

/** An object whose values are texts. */
export function OptionalTextMap(description: string): PropertyDecorator {
  const decorator = optional(
    CustomType(isTextMap, 'an object of strings', { type: 'object' }, description),
  );
  return (target, key) => {
    decorator(target, key);
    Expose()(target, key);
  };
}

export function ObjectSetting(description: string): PropertyDecorator {
  return optional(FreeForm(description));
}

function isTextMap(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((one) => typeof one === 'string');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The credentials of a client: an entry of `clients`. */
export class ClientConfiguration {
  @Setting('Client id')
  clientId!: string;

  @Setting('Client secret')
  clientSecret!: string;

  @OptionalSetting('Scope to request')
  scope?: string;

  @OptionalSetting('Audience to request')
  audience?: string;
}

/** An HTTP call that makes the partner act: an entry of `act`. */
export class ActionConfiguration {
  @OptionalSetting('HTTP method; default POST')
  method?: string;

  @CustomType(
    (value) => typeof value === 'string' && URL.canParse(value),
    'a URL',
    { type: 'string' },
    'URL to call',
  )
  url!: string;

  @Optional()
  @CustomType(
    isTextMap,
    'an object of strings',
    { type: 'object' },
    'Additional header fields besides Content-Type',
  )
  headers?: Record<string, string>;

  @Optional()
  @CustomType(() => true, 'a value', {}, 'JSON value to send')
  body?: unknown;
}

/** A client of some kind; without it, the tests that need it are skipped. */
export function Client(description: string): PropertyDecorator {
  return optional(Nested(() => ClientConfiguration, description));
}

export function Action(description: string): PropertyDecorator {
  return optional(Nested(() => ActionConfiguration, description));
}

function optional(decorator: PropertyDecorator): PropertyDecorator {
  return (target, key) => {
    decorator(target, key);
    Optional()(target, key);
  };
}
