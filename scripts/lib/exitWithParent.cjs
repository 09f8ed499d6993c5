// Preloaded into the services: when the process that started them is gone, however it went, they end too, with all that
// they started themselves.
const PATIENCE_MS = 5000;

function end(signal) {
  try {
    process.kill(-process.pid, signal);
  } catch {
    // It is not the head of a process group.
    process.kill(process.pid, signal);
  }
}

if (process.channel) {
  process.channel.unref();
  process.once('disconnect', () => {
    end('SIGTERM');
    // Nobody is left who could end what does not end by itself.
    setTimeout(() => end('SIGKILL'), PATIENCE_MS).unref();
  });
}
