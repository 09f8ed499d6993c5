import { TestDatabases } from '@backstage/backend-test-utils';

/** Newest first, as Backstage's test utilities name them. */
const POSTGRES = [
  'POSTGRES_18',
  'POSTGRES_17',
  'POSTGRES_16',
  'POSTGRES_15',
] as const;

/** The engines that a portal can run on. `./portal test` brings a PostgreSQL server. */
export type EngineId = 'SQLITE_3' | (typeof POSTGRES)[number];

const addressOf = (id: string) =>
  process.env[
    `BACKSTAGE_TEST_DATABASE_${id.replace('_', '')}_CONNECTION_STRING`
  ];

const postgres = POSTGRES.find(addressOf);

/** Where the tests' PostgreSQL server is, undefined where there is none. */
export const POSTGRES_ID: EngineId | undefined = postgres;
/** Its address with user and password. */
export const POSTGRES_ADDRESS = postgres && addressOf(postgres);

/**
 * Databases of each engine. Call it once in a file, outside of any test; where there is no PostgreSQL server, a test says that
 * it was skipped.
 */
export function createTestDatabases(): {
  databases: TestDatabases;
  engines: EngineId[];
} {
  const engines: EngineId[] = ['SQLITE_3', ...(postgres ? [postgres] : [])];
  const databases = TestDatabases.create({ ids: engines });
  (postgres ? it : it.skip)('runs on PostgreSQL too', () => {
    expect(databases.supports(engines[1])).toBe(true);
  });
  return { databases, engines };
}
