import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.ts';
import { bad, good, type Finding } from './Finding.ts';

/** Whether the templates parse. */
export async function checkTemplates(): Promise<Finding[]> {
  const { parse } = await import('yaml');
  const findings: Finding[] = [];
  for (const name of readdirSync(join(ROOT, 'templates'))) {
    const file = join(ROOT, 'templates', name, 'template.yaml');
    if (existsSync(file)) {
      try {
        const template = parse(readFileSync(file, 'utf8'));
        const steps = template?.spec?.steps;
        findings.push(
          template?.kind === 'Template' &&
            Array.isArray(steps) &&
            steps.length > 0
            ? good(`Template ${name} parses`)
            : bad(`Template ${name} has no steps, or is no Template`),
        );
      } catch (error) {
        findings.push(
          bad(
            `Template ${name} does not parse: ${
              (error as Error).message.split('\n')[0]
            }`,
          ),
        );
      }
    }
  }
  return findings;
}
