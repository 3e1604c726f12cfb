/** A text of the server, in English, in which backticks mark code. */
export function CodeText({ text }: { text: string }) {
  return (
    <span lang="en">
      {text
        .split('`')
        .map((part, index) => (index % 2 === 0 ? part : <code key={index}>{part}</code>))}
    </span>
  );
}
