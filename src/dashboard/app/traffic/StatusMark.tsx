import { useTexts } from '../texts/language.js';

/** An HTTP status, with a mark of its class. */
export function StatusMark({ status }: { status: number }) {
  const texts = useTexts();
  if (status === 0) return <span className="status s0">{texts.noResponse}</span>;
  return <span className={`status s${Math.floor(status / 100)}`}>{status}</span>;
}
