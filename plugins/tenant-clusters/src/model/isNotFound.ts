/** Whether the backend said that something is not there, or may not be seen: the two are the same answer on purpose. */
export function isNotFound(error: unknown): boolean {
  const { statusCode } = (error ?? {}) as { statusCode?: number };
  return statusCode === 404;
}
