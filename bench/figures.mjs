// Figures of several rounds, as text.

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** `median (least–most)`. */
export function figure(values, digits = 0) {
  const [least, most] = [Math.min(...values), Math.max(...values)].map((one) =>
    one.toFixed(digits),
  );
  return `${median(values).toFixed(digits)} (${least}–${most})`;
}

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Targets with their results, for the table at the end. */
const results = [];

/** Records a result. `isReached` compares it with the target. */
export function reached(what, target, result, isReached) {
  results.push([what, target, result, isReached ? 'yes' : 'no']);
}

export function targetTable() {
  return `\n### Targets\n\n${table(['what', 'target', 'result', 'reached'], results)}`;
}
