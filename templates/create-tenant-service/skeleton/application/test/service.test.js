import assert from 'node:assert/strict';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { createService } from '../src/createService.js';

describe('the service', () => {
  const service = createService({ name: 'sample', version: '1.2.3' });
  let address;

  before(async () => {
    service.server.listen(0, '127.0.0.1');
    await once(service.server, 'listening');
    address = `http://127.0.0.1:${service.server.address().port}`;
  });

  after(() => service.server.close());

  it('says who it is', async () => {
    const answer = await fetch(`${address}/`);
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), {
      service: 'sample',
      version: '1.2.3',
    });
  });

  it('knows no other place, and no other method', async () => {
    assert.equal((await fetch(`${address}/nowhere`)).status, 404);
    assert.equal((await fetch(address, { method: 'POST' })).status, 405);
  });

  it('counts what it answered', async () => {
    await fetch(`${address}/nowhere`);
    const text = await (await fetch(`${address}/metrics`)).text();
    assert.match(text, /http_requests_total\{status="404"\} \d+/);
    assert.match(text, /http_request_duration_seconds_sum \d/);
  });

  it('is alive while it stops, but takes no traffic any more', async () => {
    assert.equal((await fetch(`${address}/readyz`)).status, 200);
    service.drain();
    assert.equal((await fetch(`${address}/readyz`)).status, 503);
    assert.equal((await fetch(`${address}/healthz`)).status, 200);
  });
});

describe('the process', () => {
  it('ends by itself when it is asked to stop', async () => {
    const child = spawn(process.execPath, ['src/main.js'], {
      env: { ...process.env, PORT: '0', DRAIN_SECONDS: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
  });
});
