import { DefaultHubStore } from '../DefaultHubStore';

// A child process that writes until it is killed, and prints the version it has reached after each turn.
async function writeForever(dir: string): Promise<void> {
  const store = await DefaultHubStore.open({
    dir,
    flushAfterMs: 1,
    compactAfter: 400,
  });
  for (let turn = 0; ; turn += 1) {
    for (let n = 0; n < 40; n += 1) {
      store.apply({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: `c-${n}`, namespace: 'default' },
        data: { turn: `${turn}`, padding: 'x'.repeat(500) },
      });
    }
    process.stdout.write(`${store.resourceVersion}\n`);
    await new Promise(resolve => setTimeout(resolve, 3));
  }
}

writeForever(process.argv[2]).catch(error => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
