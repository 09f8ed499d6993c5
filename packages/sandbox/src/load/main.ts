import { runLoadGenerator } from './runLoadGenerator';

runLoadGenerator(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    process.stderr.write(`${(error as Error)?.stack ?? error}\n`);
    process.exit(1);
  },
);
