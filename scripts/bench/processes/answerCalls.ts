/** What a process of the bench can be asked. */
export type CallHandlers = Record<
  string,
  (params: Record<string, unknown>) => unknown
>;

interface Call {
  id: number;
  method: string;
  params?: Record<string, unknown>;
}

/** Answers the bench over the process channel, and tells it that this process is up. */
export function answerCalls(handlers: CallHandlers, ready: unknown = {}): void {
  process.on('message', async ({ id, method, params }: Call) => {
    try {
      const result = await handlers[method](params ?? {});
      process.send?.({ id, result });
    } catch (error) {
      process.send?.({ id, error: String((error as Error)?.stack ?? error) });
    }
  });
  // exitWithParent.cjs lets go of the channel; here it is what the process lives for.
  process.channel?.ref();
  process.once('SIGTERM', () => process.exit(0));
  process.send?.({ ready });
}

/** Milliseconds of the machine's monotonic clock, which all of its processes share. */
export function machineTime(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
