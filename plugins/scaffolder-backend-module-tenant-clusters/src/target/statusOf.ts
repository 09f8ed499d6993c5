/** Status of GitHub's answer that an error came of. */
export const statusOf = (error: unknown) =>
  (error as { status?: number }).status;
