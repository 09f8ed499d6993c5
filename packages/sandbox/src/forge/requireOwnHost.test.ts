import { request } from 'node:http';
import { createTestForge, TestForge } from './__testUtils__/createTestForge';

let test: TestForge;

beforeAll(async () => {
  test = await createTestForge();
});
afterAll(() => test.close());

/** As a browser that was made to believe that a foreign name is this machine. */
const ask = (path: string, host: string, method = 'GET') =>
  new Promise<number | undefined>((resolve, reject) => {
    request(new URL(path, test.forge.url), { method, headers: { host } })
      .on('response', response => {
        response.resume();
        resolve(response.statusCode);
      })
      .on('error', reject)
      .end();
  });

it.each([
  { path: '/', method: 'GET' },
  { path: '/api/v3/rate_limit', method: 'GET' },
  { path: '/api/v3/app/installations/1/access_tokens', method: 'POST' },
  { path: '/api/graphql', method: 'POST' },
])('refuses $method $path under a foreign name', async ({ path, method }) => {
  await expect(ask(path, 'rebound.invalid', method)).resolves.toBe(421);
  const own = await ask(path, new URL(test.forge.url).host, method);
  expect(own).not.toBe(421);
});
