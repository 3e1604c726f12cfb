import type { ExchangePart, Finding } from '../api/types.js';
import { useTexts } from '../texts/language.js';
import { MessageBody } from './MessageBody.js';

interface Props {
  title: string;
  part: ExchangePart;
  findings: readonly Finding[];
}

/** Request or response of an exchange. */
export function MessagePanel({ title, part, findings }: Props) {
  const texts = useTexts();
  const headers = Object.entries(part.headers);
  return (
    <section className="message" aria-label={title}>
      <h3>{title}</h3>
      <details className="headers">
        <summary>
          {texts.headers} <span className="count">{headers.length}</span>
        </summary>
        <table>
          <tbody>
            {headers.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{String(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <MessageBody part={part} findings={findings} />
    </section>
  );
}
