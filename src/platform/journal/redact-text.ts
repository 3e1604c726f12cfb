import { withoutByteOrderMark } from '../validation/byte-order-mark.js';
import { exceedsMaxDepth } from '../validation/nesting.js';
import { redactBrokenJson } from './redact-broken-json.js';
import { redactForm } from './redact-form.js';
import { redactJson } from './redact-json.js';
import { redactMultipart } from './redact-multipart.js';
import { redactXml } from './redact-xml.js';
import { mayContainSecrets, REDACTED } from './secret-names.js';

/** Texts inside texts, for example JSON in a field of a form. A deeper one is redacted as a whole. */
const MAX_TEXTS = 5;
const CREDENTIALS =
  /((?:proxy-)?authorization["'\\]{0,9}\s{0,9}[:=]\s{0,9}["'\\]{0,9}(?:basic|bearer|boknett|digest|dpop)\s{1,9})[^\s"'\\<>&,;]+/gi;

/** Redacts the secrets of a text: a form, multipart, JSON, XML, or a text that contains them. */
export function redactText(text: string, depth = 0): string {
  if (!mayContainSecrets(text)) return text;
  if (depth > MAX_TEXTS) return REDACTED;
  const inner = (part: string): string => redactText(part, depth + 1);
  if (isJson(text)) return redactJson(text, inner);
  return redactMultipart(text, inner) ?? redactOther(text, inner);
}

function redactOther(text: string, inner: (part: string) => string): string {
  const forms = redactForm(text, inner);
  return redactBrokenJson(redactXml(forms)).replaceAll(CREDENTIALS, `$1${REDACTED}`);
}

function isJson(text: string): boolean {
  if (!/^\s*[[{"]/.test(text) || exceedsMaxDepth(text)) return false;
  try {
    JSON.parse(withoutByteOrderMark(text));
    return true;
  } catch {
    return false;
  }
}
