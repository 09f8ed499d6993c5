import { createServer } from 'node:net';
import { PortalError } from './PortalError.ts';

/** Whether nothing listens on this loopback port. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        resolve(false);
      } else if (error.code === 'EACCES') {
        reject(
          new PortalError(
            `port ${port} may not be used by this account; choose another.`,
          ),
        );
      } else {
        reject(error);
      }
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

/** @throws PortalError naming the first port that is taken, and the switch that chooses another. */
export async function requireFreePorts(
  ports: { port: number; option: string; what: string }[],
): Promise<void> {
  for (const { port, option, what } of ports) {
    if (!(await isPortFree(port))) {
      throw new PortalError(
        `port ${port}, wanted for ${what}, is in use; stop what uses it or choose another with ${option}.`,
      );
    }
  }
}
