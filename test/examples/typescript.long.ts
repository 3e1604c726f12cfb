import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExampleFolder, type ExampleProject } from '../support/example-project.js';

const folder = new ExampleFolder();
beforeAll(() => folder.pack(), 300_000);
afterAll(() => folder.remove());

/** A mistake in an example, with the tests that find it. */
interface Mutant {
  file: string;
  text: string;
  replacement: string;
  failedTests: string[];
}

const mutants: Readonly<Record<string, { reporter: string; mutant: Mutant }>> = {
  distributor: {
    reporter: '--json',
    mutant: {
      file: 'src/distributor.ts',
      text: 'if (finalStatuses.includes(entry.status)) return true;',
      replacement: '',
      failedTests: ['an error of the partner pending after the final confirmation changes nothing'],
    },
  },
  bookstore: {
    reporter: '--reporter=json',
    mutant: {
      file: 'src/bookstore.ts',
      text: 'wasSent || error.attempts > 1',
      replacement: 'true',
      failedTests: ['an error of DDS an order number of another sale is refused'],
    },
  },
};

/** Report of Jest, and of Vitest in the same form. */
interface TestReport {
  numTotalTests: number;
  numPassedTests: number;
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
}

function testReport(project: ExampleProject, reporter: string): TestReport & { status: unknown } {
  const { status } = project.run(`npm test -- ${reporter} --outputFile=report.json`);
  const report = readFileSync(join(project.path, 'report.json'), 'utf8');
  return { status, ...(JSON.parse(report) as TestReport) };
}

describe.each(Object.entries(mutants))('examples/%s', (name, { reporter, mutant }) => {
  let project: ExampleProject;
  beforeAll(() => {
    project = folder.copy(name);
    folder.install(project);
  }, 600_000);

  it('has valid types', () => {
    expect(project.run('npm run --silent check')).toEqual({ status: 0, output: '' });
  }, 120_000);

  it('passes its tests', () => {
    const { status, numTotalTests, numPassedTests } = testReport(project, reporter);
    expect({ status, numPassedTests }).toEqual({ status: 0, numPassedTests: numTotalTests });
    expect(numTotalTests).toBeGreaterThan(8);
  }, 120_000);

  it('fails its tests when the product has a mistake', () => {
    project.replace(mutant.file, mutant.text, mutant.replacement);
    const { status, testResults } = testReport(project, reporter);
    const failed = testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter((result) => result.status === 'failed');
    expect(status).toBe(1);
    expect(failed.map(({ fullName }) => fullName)).toEqual(mutant.failedTests);
  }, 120_000);
});
