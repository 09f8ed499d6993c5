import { runSandbox } from './commands/runSandbox';

runSandbox(process.argv.slice(2)).then(code => {
  process.exit(code);
});
