import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import {
  FIXTURES,
  fixtureNames,
  readFixture,
  settings,
} from './__testUtils__/fixtures';
import { templateEntities } from './templateEntities';

/** To write the golden files anew, after which each is to be read. */
const UPDATE = Boolean(process.env.UPDATE_GOLDEN);

describe('templateEntities', () => {
  it('is tried on XRDs of at least twelve styles', () => {
    expect(fixtureNames().length).toBeGreaterThanOrEqual(12);
  });

  it.each(fixtureNames())('makes the golden template of %s', name => {
    const { entities } = templateEntities([readFixture(name)], settings);
    expect(entities).toHaveLength(1);
    const text = stringify(entities[0], { lineWidth: 100 });
    const golden = join(FIXTURES, name, 'template.yaml');
    if (UPDATE) {
      writeFileSync(golden, text);
    }
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });
});
