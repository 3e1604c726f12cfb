import { useEffect, useState } from 'react';
import { useTexts } from '../texts/language.js';

/** Copies also where the browser has no clipboard API: on a page without TLS. */
async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  // Deprecated, and the only way without TLS.
  // oxlint-disable-next-line typescript/no-deprecated
  document.execCommand('copy');
  area.remove();
}

/** A button that copies a text, and says that it did. */
export function CopyButton({
  text,
  label,
  title,
}: {
  text: string;
  label: string;
  title?: string;
}) {
  const texts = useTexts();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <button
      type="button"
      title={title}
      onClick={() => {
        void copyText(text).then(() => setCopied(true));
      }}
    >
      <span aria-live="polite">{isCopied ? `✓ ${texts.copied}` : label}</span>
    </button>
  );
}
