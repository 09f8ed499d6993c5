/** Says what a long step is doing: a running clock on a terminal, a line now and then elsewhere. */
export interface Progress {
  done(note?: string): void;
  fail(): void;
}

const LINE_EVERY_MS = 20_000;

/** Starts the clock of one step. `expect` tells what to be prepared for, for example "about 2 min". */
export function startProgress(title: string, expect?: string): Progress {
  const started = Date.now();
  const tty = process.stdout.isTTY;
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const hint = expect ? ` (${expect})` : '';
  const draw = () => {
    process.stdout.write(`\r\u001b[2K${title}${hint} … ${seconds()} s`);
  };
  if (tty) {
    draw();
  } else {
    console.log(`${title}${hint} …`);
  }
  const timer = setInterval(
    () => (tty ? draw() : console.log(`  … ${seconds()} s`)),
    tty ? 1000 : LINE_EVERY_MS,
  );
  timer.unref();
  const end = (text: string) => {
    clearInterval(timer);
    if (tty) {
      process.stdout.write('\r\u001b[2K');
    }
    console.log(text);
  };
  return {
    done: note => end(`✓ ${title}${note ? `, ${note}` : ''} (${seconds()} s)`),
    fail: () => end(`✗ ${title} (${seconds()} s)`),
  };
}
