/**
 * A page of Bokbasen's wiki, as requirements cite it. The number opens it:
 * `https://bokbasen.jira.com/wiki/spaces/api/pages/<number>`.
 */
export function wikiPage(number: number, name: string): string {
  return `Bokbasen wiki ${number}, ${name}`;
}
