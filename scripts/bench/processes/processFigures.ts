import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds between looks at the event loop; subtracted from what is reported. */
const RESOLUTION = 10;

const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
delay.enable();

/** Memory of this process, in bytes. */
export interface MemoryReading {
  rss: number;
  /** Highest RSS so far (Linux's VmHWM). */
  peakRss: number;
  heapUsed: number;
  heapTotal: number;
  external: number;
  arrayBuffers: number;
}

export interface LoopReading {
  /** Milliseconds that the loop was late, without the interval at which it is looked at. */
  p50: number;
  p99: number;
  max: number;
}

/** @param options.gc - collects garbage first; needs `--expose-gc` */
export function readMemory(options: { gc?: boolean } = {}): MemoryReading {
  if (options.gc) {
    globalThis.gc?.();
    globalThis.gc?.();
  }
  const { rss, heapUsed, heapTotal, external, arrayBuffers } =
    process.memoryUsage();
  return {
    rss,
    peakRss: peakRss() ?? process.resourceUsage().maxRSS * 1024,
    heapUsed,
    heapTotal,
    external,
    arrayBuffers,
  };
}

function peakRss(): number | undefined {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
    return kilobytes ? Number(kilobytes) * 1024 : undefined;
  } catch {
    return undefined;
  }
}

export function resetLoopDelay(): void {
  delay.reset();
}

export function readLoopDelay(): LoopReading {
  const late = (nanoseconds: number) =>
    Math.max(0, nanoseconds / 1e6 - RESOLUTION);
  return {
    p50: late(delay.percentile(50)),
    p99: late(delay.percentile(99)),
    max: late(delay.max),
  };
}

/** Milliseconds of a core that this process has used so far, all of its threads together. */
export function readCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
