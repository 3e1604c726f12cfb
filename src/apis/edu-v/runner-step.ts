/** The advice for a requirement that the sandbox cannot show: only the messages of the runner do. */
export function runnerStep(role: 'ordersysteem' | 'aanspraakmanager'): string {
  return `Run \`ketenlab conformance --role ${role} --target <your base URL>\``;
}
