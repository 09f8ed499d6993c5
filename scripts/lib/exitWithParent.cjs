// Preloaded into the services: when the process that started them is gone, however it went, they end too.
if (process.channel) {
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
