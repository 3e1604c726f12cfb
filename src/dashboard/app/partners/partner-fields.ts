import type { Partner } from '../api/types.js';

/** A field of a partner, of which the name may come from the server. Empty: it is absent. */
export function valueOf(partner: Partner | null, field: string): string {
  const value: unknown = new Map(Object.entries(partner ?? {})).get(field);
  return typeof value === 'string' ? value : '';
}

/** The fields of a form that have a value. */
export function partnerOf(form: HTMLFormElement): Partner {
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()] as const] : [],
  );
  return Object.fromEntries(entries) as unknown as Partner;
}
